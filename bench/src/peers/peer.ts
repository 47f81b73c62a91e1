/** Makes a client of the peer and gives the function that sends one reaction. */
export type Create = (baseUrl: string, fetch: typeof globalThis.fetch) => () => Promise<unknown>
