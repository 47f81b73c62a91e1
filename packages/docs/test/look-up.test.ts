import { errorCasesOf } from '@kaleyra-reactions/model/cases'
import { describe, expect, test } from 'vitest'
import { lookUp } from '../src/browser/look-up.ts'
import { lookUpEntries, messageOf } from '../src/case-marks.ts'
import { document } from '../src/site-document.ts'
import { filesIn } from './site.ts'

const entries = lookUpEntries()
const errors = errorCasesOf(document)
const namesFor = (text: string) => lookUp(text, entries).cases.map(({ name }) => name)
const codes = [...new Set(errors.flatMap(({ code }) => code ?? []))]
const namesOf = (code: string) => errors.filter((each) => each.code === code).map(({ name }) => name)

describe('the look-up', () => {
  test.each(errors)(
    'finds $name by its name, its body, its body in a log, and its message',
    ({ name, body }) => {
      expect(namesFor(name)).toEqual([name])
      expect(namesFor(JSON.stringify(body))).toEqual([name])
      expect(namesFor(`HTTP/1.1 4xx\r\nserver: x\r\n\r\n${JSON.stringify(body, null, 2)}\n`)).toEqual([name])
      expect(namesFor(messageOf(body))).toContain(name)
    },
  )

  test.each(codes)('shows every case of the code %s, in letters of any case', (code) => {
    expect(namesFor(code)).toEqual(namesOf(code))
    expect(namesFor(` ${code.toLowerCase()} `)).toEqual(namesOf(code))
    expect(namesFor(`error: ${code}!`)).toEqual(namesOf(code))
  })

  test('takes a hyphen for a part of the code', () => {
    expect(namesFor('wa401')).toEqual(['WA401'])
    expect(namesFor('wa-401')).toEqual(['WA-401-account', 'WA-401-version'])
  })

  test('narrows the cases of a code by the other words', () => {
    expect(namesFor('WA-401 error.account')).toEqual(['WA-401-account'])
    expect(namesFor('WA-401 phone_number')).toEqual(['WA-401-version'])
    expect(namesFor('WA-401 of yesterday')).toEqual(['WA-401-account', 'WA-401-version'])
  })

  test('finds words in any order', () => {
    expect(namesFor('low balance')).toEqual(['E110'])
    expect(namesFor('BALANCE low')).toEqual(['E110'])
    expect(namesFor('30 days old')).toEqual(['failed-131009'])
  })

  test('takes a body that is cut off, or has the missing commas of the page, by its code and its member', () => {
    expect(namesFor('{"code":"WA-401","message":"API is not avail')).toEqual(['WA-401-account'])
    expect(namesFor('{"code": "E110" "message": "x"}')).toEqual(['E110'])
  })

  test('says that a body is unknown, and which cases have its code', () => {
    const unknown = lookUp('{"code":"X1","message":"low balance"}', entries)
    expect(unknown).toEqual({ by: 'words', cases: [], isUnknownBody: true, closest: [] })
    const other = lookUp('{"code":"WA-401","message":"m","error":{"other":"m"}}', entries)
    expect(other).toMatchObject({ by: 'code', isUnknownBody: true })
    expect(other.cases.map(({ name }) => name)).toEqual(['WA-401-account', 'WA-401-version'])
  })

  test.each(errors)(
    'finds the body of $name in a log of JSON, as a member, as a string, and percent-encoded',
    ({ name, body }) => {
      const text = JSON.stringify(body)
      for (const line of [
        { level: 'error', body },
        { level: 'error', body: text },
      ]) {
        expect(lookUp(JSON.stringify(line), entries)).toMatchObject({ by: 'body', isUnknownBody: false })
        expect(namesFor(JSON.stringify(line))).toEqual([name])
      }
      expect(namesFor(encodeURIComponent(text))).toEqual([name])
    },
  )

  test.each(errors)('finds the message of $name in the line of a log', ({ name, body }) => {
    const found = lookUp(`03:12 WARN call 17 gave: ${messageOf(body)} (zzz)`, entries)
    expect(found).toMatchObject({ by: 'message', isUnknownBody: false })
    expect(found.cases.map((each) => each.name)).toEqual([name])
    const inBody = lookUp(JSON.stringify({ code: 'X1', message: messageOf(body) }), entries)
    expect(inBody).toMatchObject({ by: 'message', isUnknownBody: true })
  })

  test('takes the hyphens of a word processor for that of the code', () => {
    for (const hyphen of ['\u2010', '\u2011', '\u2013', '\u2212', '\u00ad-']) {
      expect(namesFor(`WA${hyphen}401`)).toEqual(namesOf('WA-401'))
    }
  })

  test('finds a word in either spelling', () => {
    expect(namesFor('unauthorised')).toEqual(namesFor('Unauthorized'))
    expect(namesFor('unauthorised')).toEqual(expect.arrayContaining(['WA-401-account', 'RBC001']))
  })

  test.each([...new Set(errors.flatMap(({ status }) => status ?? []))])(
    'finds every case of status %i in the words of other clients',
    (status) => {
      const names = errors.filter((each) => each.status === status).map(({ name }) => name)
      for (const text of ['HTTP', 'Request failed with status code', 'status=', 'curl: (22)']) {
        expect(namesFor(`${text} ${status}`)).toEqual(names)
      }
    },
  )

  test('reads a word of any length', () => {
    const body = JSON.stringify({ trace: 'x'.repeat(500_000), code: codes[0] })
    expect(namesFor(body)).toEqual(namesOf(codes[0] ?? ''))
  })

  test('finds a code whose letters and number stand apart', () => {
    expect(namesFor('E 110')).toEqual(['E110'])
  })

  test.each(errors)('finds $name by the message id that the mock answers with it', ({ name }) => {
    expect(namesFor(`wamid.${name}`)).toEqual([name])
    expect(namesFor(`--message-id wamid.${name}`)).toEqual([name])
  })

  test('takes another spelling of a code for every code that it may mean', () => {
    for (const text of ['E-110', 'e_110', 'E.110.']) {
      expect(lookUp(text, entries).by, text).toBe('spelling')
      expect(namesFor(text), text).toEqual(namesOf('E110'))
    }
    expect(namesFor('WA_401')).toEqual(['WA401', 'WA-401-account', 'WA-401-version'])
    expect(lookUp('wa401.', entries)).toMatchObject({ by: 'code', cases: [{ name: 'WA401' }] })
  })

  test.each(errors.filter(({ channel }) => channel === 'callback'))(
    "finds $name by a list of errors in Meta's form",
    ({ name, code }) => {
      for (const each of [code, Number(code)].filter((value) => !Number.isNaN(value))) {
        const fragment = { errors: [{ code: each, title: 'x' }] }
        for (const body of [fragment, { entry: [{ changes: [{ value: { statuses: [fragment] } }] }] }]) {
          const found = lookUp(JSON.stringify(body), entries)
          expect(found).toMatchObject({ by: 'body', isUnknownBody: false })
          expect(found.cases.map((found) => found.name)).toEqual([name])
        }
      }
    },
  )

  test('takes no list of errors for a case that is no callback', () => {
    expect(lookUp('{"errors":[{"code":"E110"}]}', entries)).toMatchObject({ by: 'code', isUnknownBody: true })
    expect(lookUp('{"errors":[{"code":1}]}', entries)).toMatchObject({ cases: [], isUnknownBody: true })
  })

  test.each([
    ['invalid api key', 'RBC001', ['api', 'key']],
    ['expired key', 'RBC001', ['key']],
    ['too many requests', 'failed-131056', ['too', 'many']],
    ['low horizon', 'E110', ['low']],
  ])('has no answer to "%s", and %s among the closest for its words', (text, name, words) => {
    const { cases, closest } = lookUp(text, entries)
    expect(cases).toEqual([])
    expect(closest.length).toBeLessThanOrEqual(5)
    expect(closest.find(({ entry }) => entry.name === name)?.words).toEqual(words)
  })

  test('names no closest case for words that none has, an unknown code, or an unknown body', () => {
    for (const text of ['purple horizon', '?', 'HTTP 429', 'E119 balance', '{"code":"X1","message":"low"}']) {
      expect(lookUp(text, entries).closest, text).toEqual([])
    }
  })

  test('finds no number inside another', () => {
    for (const text of ['429', 'HTTP 429', '31009']) expect(namesFor(text)).toEqual([])
  })

  test('knows the success', () => {
    expect(namesFor('{"code":"WA202","message":"m","data":{"message_id":"A"},"error":{}}')).toEqual(['WA202'])
  })

  test('finds nothing for nothing, and nothing where no case has all words', () => {
    for (const text of ['', '  ', '?', 'low horizon']) expect(namesFor(text)).toEqual([])
  })

  test('leads to pages that exist', () => {
    for (const { page } of entries) expect(filesIn()).toContain(page.replace(/#.*/, ''))
  })
})
