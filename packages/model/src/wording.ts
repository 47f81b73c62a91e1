/** What an error concerns, by the scope of its catalogue entry. */
const scopes: Readonly<Record<string, string>> = {
  call: 'this call',
  number: 'the business number',
  account: 'the whole account',
}

/** What an error concerns, in words. */
export function scopeInWords(scope: string): string {
  return scopes[scope] ?? scope
}

/** Whether the reaction of a refused call may have been accepted, in words; a callback has no such question. */
export function acceptanceInWords(mayHaveBeenAccepted: boolean | undefined): string {
  if (mayHaveBeenAccepted === undefined) return 'yes; it failed later'
  return mayHaveBeenAccepted ? 'perhaps; nothing rules it out' : 'no'
}
