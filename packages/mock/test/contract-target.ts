import { invalid, keyHeader, pathWith, reactionBody, unknownKey, unknownNumber } from './operation-calls.ts'

/** A server that contract tests ask, with an account on it. */
export interface Target {
  name: string
  url: string
  sid: string
  apiKey: string
  phoneNumber: string
}

/** A documented refusal that costs nothing, and the call that meets it. */
export interface FreeRefusal {
  name: string
  status: number | undefined
  body: unknown
  /** What is wrong with the call, in words. */
  title: string
  call: Partial<Pick<Target, 'apiKey' | 'phoneNumber'>> & { body?: string }
}

/** A number that is set aside for fiction: it belongs to no account. */
const noNumber = '12025550100'

/** The refusals that cost nothing: nothing could be accepted. */
export const freeRefusals: FreeRefusal[] = [
  { ...unknownKey, title: 'a key that is none', call: { apiKey: 'no-key' } },
  { ...unknownNumber, title: 'a business number of another account', call: { phoneNumber: noNumber } },
  { ...invalid, title: 'a body without a message', call: { body: '{}' } },
]

/** Makes the call; gives what the target responds. */
export async function responseOf({ call }: FreeRefusal, target: Target): Promise<object> {
  const { apiKey, phoneNumber, body } = {
    ...target,
    body: reactionBody({ message_id: 'wamid.contract-test' }),
    ...call,
  }
  const response = await fetch(target.url + pathWith({ sid: target.sid, phone_number: phoneNumber }), {
    method: 'POST',
    headers: { [keyHeader]: apiKey, 'content-type': 'application/json' },
    body,
    // A key goes to no other host.
    redirect: 'manual',
  })
  return { status: response.status, body: await response.json() }
}

/**
 * Kaleyra, with one's own account; `undefined` unless it is asked for by `KALEYRA_CONTRACT=1`.
 *
 * @throws when a variable is missing, or the address is not safe for a key.
 */
export function kaleyraFrom(environment: NodeJS.ProcessEnv): Target | undefined {
  if (environment['KALEYRA_CONTRACT'] !== '1') return undefined
  const read = (name: string) => {
    const value = environment[name]
    if (value) return value
    throw new Error(`Contract tests against Kaleyra need ${name} in the environment.`)
  }
  const url = read('KALEYRA_BASE_URL').replace(/\/$/, '')
  if (!url.startsWith('https://'))
    throw new Error('KALEYRA_BASE_URL must begin with https://: it gets your key.')
  return {
    name: 'Kaleyra',
    url,
    sid: read('KALEYRA_SID'),
    apiKey: read('KALEYRA_API_KEY'),
    phoneNumber: read('KALEYRA_PHONE_NUMBER'),
  }
}
