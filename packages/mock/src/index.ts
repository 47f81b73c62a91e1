import type { Mock } from './mock.ts'
import type { MockOptions } from './options.ts'

export type { Delivery } from './callbacks/deliveries.ts'
export type { Warning, WarningName } from './contract/warnings.ts'
export type { CallbackName, CaseName } from './generated/case-names.ts'
export type { Mock } from './mock.ts'
export type { MockOptions } from './options.ts'
export type { CallbackSettings, Control } from './suite/control.ts'
export type { Call, Decider } from './suite/journal.ts'
export {
  type CallbackPlan,
  type Fault,
  type Scenario,
  ScenarioError,
  type ScenarioName,
} from './suite/scenario.ts'
export {
  type CallPattern,
  type Expectation,
  type Verification,
  VerificationError,
} from './suite/verification.ts'

// Checked before Prism is loaded: an older Node cannot run it.
if (process.versions.node.localeCompare('22', 'en', { numeric: true }) < 0) {
  throw new Error(`@kaleyra-reactions/mock needs Node 22 or newer; this is ${process.versions.node}.`)
}

/**
 * Starts the mock. It is ready when the promise resolves.
 *
 * @throws if the port or the host is not available, or if an option is invalid.
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const { serveMock } = await import('./mock.ts')
  return serveMock(options)
}
