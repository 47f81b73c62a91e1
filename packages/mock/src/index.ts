export type { Delivery } from './callbacks.ts'
export type { Call, Control } from './mock.ts'
export type { Fault, Scenario } from './scenario.ts'
export { type Mock, type MockOptions, startMock } from './server.ts'
