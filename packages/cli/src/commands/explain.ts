import type { ErrorCase } from '@kaleyra-reactions/model/cases'
import { member } from '@kaleyra-reactions/model/member'
import type { Command } from 'commander'
import { errorCases } from '../catalogue.ts'
import { casesIn, casesNamed, explainCase, factsOf, summarizeCase } from '../explain.ts'
import { complain, print, printObject, readInput } from '../output.ts'
import { addJson, examples, name } from './flags.ts'

const [firstCase] = errorCases

/** The explanation of an error, to paste into a shell. */
export const explainExample: string = `${name} explain ${firstCase?.name}`

/** Adds `explain`. */
export function addExplain(program: Command): void {
  const body = `echo '${shortestBody()}' |\n${name} explain -`
  const command = program
    .command('explain')
    .description('Say what an error means, who acts and what to do; offline.')
    .argument(
      '[case]',
      'A case, a code or an HTTP status, such as E110; - reads the raw body of a response; none for the list.',
    )
    .addHelpText('before', examples(`${name} explain`, `${name} explain ${firstCase?.code}`, body))
  addJson(command).action(async (word: string | undefined, { json }: { json?: boolean }) => {
    if (word === '-' && process.stdin.isTTY) complain('Paste the body, then press Ctrl-D.')
    const found = await casesFor(word)
    if (json) printObject({ cases: found.map(factsOf) })
    else if (word === undefined) print(found.map(summarizeCase).join('\n'))
    else print(found.map((each) => explainCase(each, process.stdout)).join('\n\n'))
  })
}

/** What tells a response apart, of the case in which it is shortest: for an example that fits a terminal. */
function shortestBody(): string | undefined {
  const responses = errorCases.filter(({ channel }) => channel === 'response')
  const marks = responses.map(({ code, body }) => JSON.stringify({ code, error: member(body, 'error') }))
  return marks.toSorted((left, right) => left.length - right.length)[0]
}

/** The cases that the argument of `explain` asks for; all of them where there is none. */
async function casesFor(word: string | undefined): Promise<readonly ErrorCase[]> {
  if (word === undefined) return errorCases
  return word === '-' ? casesIn(await readInput()) : casesNamed(word)
}
