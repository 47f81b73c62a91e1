import type { Case } from '@kaleyra-reactions/model/cases'
import { describe, expect, test } from 'vitest'
import { errorCases, model } from '../src/document/document.ts'
import { explain, factsOf, find, isExplained, objectOf } from '../src/document/explain.ts'
import { run } from './run.ts'

const textOf = (text: string) => explain(find(text), process.stdout)
const namesOf = (cases: readonly Case[]) => cases.map(({ name }) => name)

test.each(errorCases)('tells of $name what the document knows', (known) => {
  const text = textOf(known.name)
  const { meaning, error } = known
  const facts = [meaning, error.actor, error.action, error.retry.advice, ...(error.causes ?? [])]
  for (const fact of facts) expect(text).toContain(fact.replaceAll(/\s*\n\s*/g, ' '))
  for (const { title } of [...objectSourcesOf(known)]) expect(text).toContain(title)
})

function objectSourcesOf(known: Case): { title: string }[] {
  return JSON.parse(JSON.stringify(factsOf(known))).sources
}

test.each(errorCases)('finds $name in its raw body, also behind headers', ({ name, body }) => {
  const found = find(`HTTP/1.1 400 Bad Request\r\n\r\n${JSON.stringify(body, null, 2)}\n`)
  expect(namesOf(found.cases)).toContain(name)
  expect(isExplained(found)).toBe(true)
})

test('what is not certain is a list, of one case too', () => {
  for (const words of ['the balance is too low', '401']) {
    const { isCertain, cases } = find(words)
    expect([isCertain, cases.length > 0]).toEqual([false, true])
    expect(textOf(words)).toMatch(/^You may mean one of these\./)
    expect(textOf(words)).not.toContain('What to do:')
  }
})

test.each(
  model.situations.flatMap(({ statuses, statements }) => statuses.map((status) => ({ status, statements }))),
)('shows for the status $status what helps, each sentence with its source', ({ status, statements }) => {
  const text = textOf(String(status))
  for (const { text: sentence } of statements)
    expect(text).toMatch(new RegExp(`- ${literal(sentence)} \\(.+\\)`))
})

function literal(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

describe('what is not described', () => {
  test.each(['E111', '131000', 'Response 400: E999'])(
    'is said to be so, with the lists of Meta and Kaleyra: %s',
    (text) => {
      const found = find(text)
      expect([found.cases, isExplained(found)]).toEqual([[], false])
      expect(textOf(text)).toMatch(
        /^This project does not describe .*developers\.kaleyra\.io.*developers\.facebook\.com/s,
      )
    },
  )

  test('is no other code: a slip of spelling is offered, and nothing else', () => {
    expect(textOf('E-110')).toMatch(/Did you mean one of these\?\n\nE110 /)
    expect(isExplained(find('E-110'))).toBe(false)
  })
})

test('--json prints what was found, and how', async () => {
  expect(objectOf(find('WA202'))).toMatchObject({
    by: 'code',
    isCertain: true,
    cases: [{ case: 'WA202', status: 202 }],
  })
  const { stdout, code } = await run(['explain', '-', '--json'], {}, 'socket hang up')
  expect(JSON.parse(stdout)).toMatchObject({
    by: 'sign',
    cases: [],
    situations: [{ statements: expect.any(Array) }],
  })
  expect(code).toBe(0)
})

test('without a text lists every case, and a code that is not described ends with 2', async () => {
  const { stdout } = await run(['explain'], {})
  for (const { name, title } of errorCases)
    expect(stdout.split('\n').find((each) => each.startsWith(`${name} `))).toContain(title)
  expect(await run(['explain', 'E', '999'], {})).toMatchObject({ code: 2, stderr: '' })
})
