/** How the program can end: its exit status, and the meaning that the help shows. */
export const exitStatuses = {
  done: { status: 0, meaning: 'done' },
  unexpected: { status: 1, meaning: 'unexpected' },
  usage: { status: 2, meaning: 'wrong usage or input; nothing was sent' },
  refused: { status: 3, meaning: 'the API refused' },
  noResponse: { status: 4, meaning: 'no usable response: network, timeout, server error' },
  partly: { status: 5, meaning: 'a batch failed in part' },
  // Node reads this flag itself, even behind the script: https://github.com/nodejs/node/issues/54232
  noEnvFile: {
    status: 9,
    meaning: 'the --env-file does not exist; told by Node itself, before anything else',
  },
  interrupted: { status: 130, meaning: 'interrupted' },
} as const

/** One of the ways in which the program can end. */
export type Ending = keyof typeof exitStatuses

/** Something is wrong outside the API: in the usage, a file or a setting. */
export class Failure extends Error {
  /** How the program ends because of it. */
  readonly ending: Ending

  constructor(message: string, ending: Ending = 'usage') {
    super(message)
    this.ending = ending
  }
}
