import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type FileSystem, LedgerFile } from '../src/batch/ledger-file.ts'
import { scratch } from './run.ts'

/** A disk that is full from the third append on, after half of the text; or that fails when it is flushed. */
function brokenSystem(problem: 'full' | 'flush'): FileSystem {
  let appends = 0
  return {
    append: (file, text) => {
      appends += 1
      const isFull = problem === 'full' && appends >= 3
      appendFileSync(file, isFull ? text.slice(0, text.length / 2) : text)
      if (isFull) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
    },
    flush: (_file, done) =>
      done(problem === 'flush' ? Object.assign(new Error('broken'), { code: 'EIO' }) : null),
  }
}

function open(system: FileSystem, isHeld: () => boolean = () => true) {
  const path = `${scratch()}/results.ndjson`
  return { path, file: LedgerFile.open(path, isHeld, system) }
}

test('a full disk leaves whole lines only, and every later line fails as well', async () => {
  const { path, file } = open(brokenSystem('full'))
  await file.append('{"time":"1"}')
  await file.append('{"time":"2"}')
  await expect(file.append('{"time":"3"}')).rejects.toThrow(/cannot be written \(ENOSPC\)\. Make room for it/)
  await expect(file.append('{"time":"4"}')).rejects.toThrow('ENOSPC')
  expect(readFileSync(path, 'utf8')).toBe('{"time":"1"}\n{"time":"2"}\n')
  await expect(file.close()).rejects.toThrow('ENOSPC')
})

test('a disk that fails when it is flushed is told before the next request', async () => {
  const { file } = open(brokenSystem('flush'))
  await file.append('{"time":"1"}')
  await expect
    .poll(() =>
      file.append('{}').then(
        () => '',
        (error: Error) => error.message,
      ),
    )
    .toMatch(/does not reach the disk \(EIO\)/)
  await expect(file.close()).rejects.toThrow('EIO')
})

test('a run that has lost its lock writes no further request', async () => {
  let isHeld = true
  const { file } = open(brokenSystem('flush'), () => isHeld)
  await file.append('{"time":"1"}')
  isHeld = false
  await expect(file.append('{"time":"2"}')).rejects.toThrow(/in use by another run, or its lock was deleted/)
  await expect(file.close()).rejects.toThrow('lock')
})

test('a new file that got no entry is not left behind', async () => {
  const { path, file } = open(brokenSystem('full'))
  await file.close()
  expect(existsSync(path)).toBe(false)
})
