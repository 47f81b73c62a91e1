/** Starts a mock, sends it a reaction and receives an error, whose code it gives. */
exports.exerciseMock = async ({ startMock }) => {
  const mock = await startMock()
  const send = (messageId) =>
    fetch(`${mock.url}/v2/HXAP1600000097IN/whatsapp/919000000001/messages`, {
      method: 'POST',
      headers: { 'api-key': 'key', 'content-type': 'application/json' },
      body: JSON.stringify({
        messaging_object: {
          messaging_product: 'whatsapp',
          to: '+919000000002',
          type: 'reaction',
          reaction: { message_id: messageId, emoji: '👍' },
        },
      }),
    })
  try {
    const { status } = await send('wamid.WA202')
    if (status !== 202) throw new Error(`not accepted: ${status}`)
    const { code } = await (await send('wamid.E110')).json()
    return code
  } finally {
    await mock.close()
  }
}
