import type { Command } from 'commander'
import { errorCases, model } from '../document/document.ts'
import { explain, type Found, find, isExplained, objectOf, summarizeCase } from '../document/explain.ts'
import { exitStatuses } from '../terminal/errors.ts'
import { complain, print, printObject, readInput } from '../terminal/output.ts'
import { addJson, examples, name } from './flags.ts'

const [firstCase] = errorCases

/** The explanation of an error, to paste into a shell. */
export const explainExample: string = `${name} explain ${firstCase?.name}`

/** Adds `explain`. */
export function addExplain(program: Command): void {
  const log = `${name} explain 'Response ${firstCase?.status}: ${firstCase?.code}'`
  const body = `echo '${JSON.stringify({ code: firstCase?.code })}' |\n${name} explain -`
  const command = program
    .command('explain')
    .description('Explain what an error means, who must act and what to do. Works offline.')
    .argument(
      '[text...]',
      'A code, case name, HTTP status, log line, or body of a response or callback. Use - for standard input. Without text, every case is listed.',
    )
    .addHelpText('after', examples(explainExample, `${name} explain 404`, log, body))
  addJson(command).action(async (words: string[], { json }: { json?: boolean }) => {
    const [first] = words
    if (first === '-' && process.stdin.isTTY) complain('Paste the text, then press Ctrl-D.')
    if (first === undefined) tellAll(json === true)
    else tell(find(first === '-' ? await readInput() : words.join(' ')), json === true)
  })
}

function tell(found: Found, isJson: boolean): void {
  if (isJson) printObject(objectOf(found))
  else print(explain(found, process.stdout))
  if (!isExplained(found)) process.exitCode = exitStatuses.usage.status
}

function tellAll(isJson: boolean): void {
  const { situations } = model
  const found: Found = {
    by: 'nothing',
    isCertain: false,
    cases: [...errorCases],
    situations: [...situations],
    undescribed: [],
  }
  if (isJson) printObject(objectOf(found))
  else print([...errorCases.map(summarizeCase), '', ...situations.map(({ title }) => title)].join('\n'))
}
