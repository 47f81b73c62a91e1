import { type Command, InvalidArgumentError } from 'commander'
import manifest from '../../package.json' with { type: 'json' }

/** The name of the program. */
export const name: string = Object.keys(manifest.bin)[0] ?? ''

/** The section of a help text with lines to paste. Each has a description of its own line breaks. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line.replaceAll('\n', '\n    ')}\n`).join('')}`
}

/** Adds `--json` to a command. */
export function addJson(command: Command): Command {
  return command.option('--json', 'Print results and errors as JSON.')
}

/** Reads a whole number from `least` to `most`. */
export function wholeNumberFrom(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = boundedNumber(text, least, most)
    if (value !== undefined && Number.isInteger(value)) return value
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
  }
}

/** Reads a number from `least` to `most`. */
export function numberFrom(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = boundedNumber(text, least, most)
    if (value !== undefined) return value
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`)
  }
}

function boundedNumber(text: string, least: number, most: number): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return value >= least && value <= most ? value : undefined
}
