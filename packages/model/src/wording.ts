/** What an error concerns, by the scope of its catalogue entry. */
const scopes: Readonly<Record<string, string>> = {
  call: 'this reaction',
  number: 'the business number',
  account: 'the whole account',
}

/** What an error concerns, in words. */
export function scopeInWords(scope: string): string {
  return scopes[scope] ?? scope
}

/** Whether the reaction may have been accepted, in words. For a callback, pass `undefined`. */
export function acceptanceInWords(mayHaveBeenAccepted: boolean | undefined): string {
  if (mayHaveBeenAccepted === undefined) return 'Yes. It failed later.'
  return mayHaveBeenAccepted ? 'Perhaps. Nothing rules it out.' : 'No. Kaleyra refused the call.'
}
