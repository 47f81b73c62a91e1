export type { Mock, MockOptions } from './server.ts'
export { startMock } from './server.ts'
