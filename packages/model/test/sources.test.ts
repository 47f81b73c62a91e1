import { expect, test } from 'vitest'
import { sourceLinesOf, sourcesOf } from '../src/sources.ts'
import { fixture } from './fixture.ts'

const { 'x-sources': sources = {} } = fixture
const provenance = { manual: ['meaning', 'retry'], assumption: ['actor'] }

test('sources are listed once each, with the statements that come from them', () => {
  expect(sourcesOf(provenance, sources)).toEqual([
    {
      source: 'manual',
      title: 'the manual of the shop',
      url: 'https://a.test/manual',
      statements: ['meaning', 'retry'],
    },
    { source: 'assumption', title: 'ours', url: undefined, statements: ['actor'] },
  ])
})

test('sources have a line each for a person', () => {
  expect(sourceLinesOf(provenance, sources)).toEqual([
    'Source (what happened, retry): the manual of the shop, https://a.test/manual',
    'Source (who acts): ours',
  ])
  expect(sourceLinesOf('assumption', sources)).toEqual(['Source: ours'])
  expect(sourceLinesOf(undefined, sources)).toEqual([])
})
