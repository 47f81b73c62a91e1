import { isOlderVersion } from '@kaleyra-reactions/model/node-version'
import type { CaseName } from './generated/case-names.ts'
import type { MockOptions } from './options.ts'
import type { Mock } from './server.ts'

export type { Delivery } from './callback-deliveries.ts'
export type { Control } from './control.ts'
export type { CaseName } from './generated/case-names.ts'
export type { Call, Coverage } from './journal.ts'
export type { MockOptions } from './options.ts'
export { type CallbackPlan, type Fault, type Scenario, ScenarioError, type ScenarioName } from './scenario.ts'
export type { Mock } from './server.ts'
export type { CallPattern, Expectation, Verification } from './verification.ts'
export { VerificationError } from './verification.ts'

// Before Prism is loaded, which an older Node cannot run.
if (isOlderVersion(process.versions.node, '22')) {
  throw new Error(`@kaleyra-reactions/mock needs Node 22 or newer; this is ${process.versions.node}.`)
}

/**
 * Starts the mock. It is ready when the promise resolves. With another document, its case names are the type parameter:
 * `startMock<'A1' | 'A2'>({ document: 'other.yaml' })`.
 *
 * @throws when the port cannot be taken (`code` is `EADDRINUSE` where it is busy; the message names it), when an option is
 * none, and when the document cannot be read or trusted (the message names each place).
 */
export async function startMock<Name extends string = CaseName>(
  options: MockOptions = {},
): Promise<Mock<Name>> {
  const { serveMock } = await import('./server.ts')
  return serveMock(options)
}
