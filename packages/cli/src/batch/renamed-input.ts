import { closeSync, constants, existsSync, openSync, readdirSync, readSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { InvalidInputError } from '@kaleyra-reactions/client'
import { member } from '@kaleyra-reactions/model/member'
import { Failure } from '../errors.ts'
import { digestText, identifierFor, type Target } from './digest.ts'
import type { Input } from './input.ts'
import { reactionFromLine } from './line-reaction.ts'

/** What stands behind the name of an input in the name of its results. */
export const resultsEnding = '.results.ndjson'

/** So many lines of the input are looked for: a file that was renamed begins as before. */
const linesCompared = 100

/**
 * So many bytes of each of the results are read. They are some 250 entries, and the first ones are of the first lines of their
 * input: so a folder with many old results delays a new batch by next to nothing.
 */
const bytesCompared = 65_536

/**
 * Refuses to begin new results for an input that was renamed: it would be sent once more. Such an input has lines in
 * results beside it whose own input is gone.
 *
 * @throws {Failure} naming those results.
 */
export async function refuseRenamedInput(input: Input, results: string, target: Target): Promise<void> {
  if (!input.isFile || existsSync(results)) return
  const abandoned = abandonedResultsIn(dirname(results))
  if (abandoned.length === 0) return
  const reactions = await firstReactionsOf(input, target)
  const buffer = Buffer.alloc(bytesCompared)
  for (const path of abandoned)
    if (
      beginningOf(path, buffer)
        .split('\n')
        .some((text) => isSentOneOf(reactions, text))
    )
      throw new Failure(
        `${path} holds lines of ${input.name}, and its own input is gone. If that was renamed, give --results ${path}; to send all lines again, give --results ${results}.`,
      )
}

function abandonedResultsIn(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => name.endsWith(resultsEnding))
    .map((name) => join(folder, name))
    .filter((path) => !existsSync(path.slice(0, -resultsEnding.length)))
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // A folder can be closed to a list of its names, and open to each of them.
    return []
  }
}

async function firstReactionsOf(input: Input, target: Target): Promise<Set<string>> {
  const identify = await identifierFor(target)
  const reactions = new Set<string>()
  for await (const { number, text } of input.lines()) {
    try {
      reactions.add(digestText(identify(reactionFromLine(text)).reaction))
    } catch (error) {
      // The batch itself tells of wrong lines.
      if (!(error instanceof InvalidInputError)) throw error
    }
    if (number >= linesCompared) break
  }
  return reactions
}

function beginningOf(path: string, buffer: Buffer): string {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      return buffer.toString('utf8', 0, readSync(file, buffer))
    } finally {
      closeSync(file)
    }
  } catch {
    // Something else under such a name, or a file of another user, is no matter of this batch.
    return ''
  }
}

function isSentOneOf(reactions: Set<string>, text: string): boolean {
  try {
    const entry = JSON.parse(text)
    const state = member(entry, 'state')
    return reactions.has(String(member(entry, 'reaction'))) && (state === 'accepted' || state === 'unknown')
  } catch {
    // Results that are damaged are refused where they are used.
    return false
  }
}
