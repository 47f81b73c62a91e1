/**
 * Sends three reactions to a server that drops each connection it has kept, with the request already read. Gives the
 * references that arrived, in order: a runtime that sends a request again gives one twice.
 */
exports.sendOnKeptConnections = async ({ createClient, ConnectionError }, baseUrl) => {
  const settings = { sid: 'HXAP1600000097IN', apiKey: 'key', phoneNumber: '+919000000001', baseUrl }
  const client = createClient(settings)
  for (const ref of ['a', 'b', 'c']) {
    const reaction = { to: '+919000000002', messageId: 'wamid.x', emoji: '👍', extraInfo: { ref } }
    const outcome = await client.sendReaction(reaction).catch((error) => error)
    const isKnown =
      outcome.status === 202 || (outcome instanceof ConnectionError && outcome.mayHaveBeenAccepted)
    if (!isKnown) throw new Error(`neither accepted nor uncertain: ${outcome}`)
  }
  return (await fetch(`${baseUrl}/received`)).text()
}
