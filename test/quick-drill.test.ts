import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { carriedChanges } from './drill/carried.ts'
import { bundledDocument, type Drilled, drillQuickly, type QuickDrill } from './drill/quick-drill.ts'
import { decidedChanges, refusedChanges } from './drill/refused.ts'

const hasJava = spawnSync('java', ['-version']).status === 0

describe.skipIf(!hasJava)('x', { timeout: 300_000 }, () => {
  let drill: QuickDrill
  beforeAll(() => {
    const unchanged = { change: 'none', edit: () => undefined }
    drill = drillQuickly(bundledDocument(), [
      unchanged,
      ...carriedChanges,
      ...refusedChanges,
      ...decidedChanges,
    ])
  }, 300_000)
  afterAll(() => drill[Symbol.dispose]())

  function drilledOf(change: string): Drilled {
    const drilled = drill.drilled.get(change)
    if (drilled === undefined) throw new Error(`${change} was not drilled`)
    return drilled
  }

  test.each(carriedChanges)('carried: $change', async ({ change, isUnseen, use }) => {
    const { problems, typeErrors, facadeErrors, code } = drilledOf(change)
    expect(problems).toEqual([])
    expect(typeErrors).toBe('')
    expect(facadeErrors).toBe('')
    if (isUnseen) expect(code).toBe(drilledOf('none').code)
    await use?.(await drill.clientOf(change))
  })

  test.each(refusedChanges)('refused: $change', ({ change, place, says }) => {
    const { problems } = drilledOf(change)
    expect(problems.filter((problem) => problem.includes(`${place} `))).toContainEqual(
      expect.stringContaining(says),
    )
  })

  test.each(decidedChanges)('decided: $change', ({ change, names }) => {
    const { problems, typeErrors, facadeErrors } = drilledOf(change)
    expect(problems).toEqual([])
    expect(typeErrors).toBe('')
    expect(facadeErrors).toContain(names)
  })
})
