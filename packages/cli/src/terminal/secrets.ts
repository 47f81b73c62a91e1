/** What is shorter is the key of a test, and could be a part of any word. The client has the same rule. */
const shortest = 8

const secrets = new Set<string>()

/** Takes a text out of every text that this program makes from now on. Data of others stays as it is. */
export function keepSecret(text: string): void {
  if (text.length >= shortest) secrets.add(text)
}

/** The text with `***` in the place of each secret. */
export function withoutSecrets(text: string): string {
  return [...secrets].reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
}

/** An address without the user and the password in it. */
export function withoutCredentials(address: string): string {
  return address.replace(/\/\/[^/?#]*@/, '//***@')
}
