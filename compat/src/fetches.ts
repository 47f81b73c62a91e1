// Compiled, not run: the `fetch` of other packages fits the client.
import { fetch as undiciFetch } from 'undici'
import type { Fetch } from '../../packages/client/src/fetch.ts'

export const fetches: readonly Fetch[] = [fetch, undiciFetch]
