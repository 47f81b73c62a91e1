import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

/** What a program printed, and how it ended. */
export interface Ended {
  stdout: string
  stderr: string
  /** `null` if a signal ended it. */
  code: number | null
}

/** A program that was started. */
export interface Running {
  child: ChildProcessWithoutNullStreams
  /** Resolves when the program has ended and all its output has been read. */
  ended: Promise<Ended>
}

/** How a program is started. */
export interface ProgramOptions {
  cwd?: string | undefined
  /** The whole environment. Default: that of the tests. */
  env?: NodeJS.ProcessEnv | undefined
  /** The whole standard input. `null` keeps it open, as a terminal does. Default: empty. */
  input?: string | null | undefined
}

/** Starts a program. It is killed if its test ends first, for example at its time limit. */
export function startProgram(
  command: string,
  words: readonly string[],
  { cwd, env, input = '' }: ProgramOptions = {},
): Running {
  const child = spawn(command, words, { cwd, env })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  // A program that ends early leaves its input unread.
  child.stdin.on('error', () => undefined)
  if (input !== null) child.stdin.end(input)
  const ended = once(child, 'close').then(([code]): Ended => ({ stdout, stderr, code }))
  return { child, ended }
}

/** Runs a program to its end. */
export function runProgram(
  command: string,
  words: readonly string[],
  options?: ProgramOptions,
): Promise<Ended> {
  return startProgram(command, words, options).ended
}
