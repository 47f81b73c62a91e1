/** Sends a reaction to the mock and receives a typed error, whose reason it gives. */
exports.exercise = async ({ createClient, isApiError }, options) => {
  const settings = { sid: 'HXAP1600000097IN', apiKey: 'key', phoneNumber: '+919000000001', ...options }
  const client = createClient(settings)
  const reaction = { to: '+919000000002', emoji: '👍', extraInfo: { ref: 'compat' } }
  const { status, reactionId } = await client.sendReaction({ ...reaction, messageId: 'wamid.WA202' })
  if (status !== 202 || !reactionId) throw new Error(`not accepted: ${status}`)
  const refused = client.sendReaction({ ...reaction, messageId: 'wamid.E110' })
  return refused.then(
    () => 'no error',
    (error) => (isApiError(error, 'E110') && error.body.error.balance ? error.reason : String(error)),
  )
}
