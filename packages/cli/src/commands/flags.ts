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

/** Reads a number from `least` to `most`. */
export function numberFrom(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (value >= least && value <= most) return value
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`)
  }
}
