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
    expect(unknown).toEqual({ by: 'words', cases: [], isUnknownBody: true })
    const other = lookUp('{"code":"WA-401","message":"m","error":{"other":"m"}}', entries)
    expect(other).toMatchObject({ by: 'code', isUnknownBody: true })
    expect(other.cases.map(({ name }) => name)).toEqual(['WA-401-account', 'WA-401-version'])
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
