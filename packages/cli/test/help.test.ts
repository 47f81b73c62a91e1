import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startMock } from '@kaleyra-reactions/mock'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { afterAll, expect, test } from 'vitest'
import { createProgram } from '../src/program.ts'
import { settingNames, variableOf } from '../src/settings/setting-names.ts'
import { exitStatuses } from '../src/terminal/errors.ts'
import { environmentFor, paste, run } from './run.ts'

const document: OpenapiDocument = bundled
const mock = await startMock()
afterAll(() => mock.close())

const commands = ['send', 'remove', 'batch', 'explain', 'doctor']

function examplesOf(help: string): string[] {
  const [, found = ''] = /\nExamples:\n((?: {2}.*\n)+)/.exec(help) ?? []
  // A line that is indented further goes on with the one before.
  return `\n${found}`
    .split(/\n {2}(?! )/)
    .slice(1)
    .map((line) => line.trim())
}

test('the help names every command and exit status', async () => {
  const { stdout, code } = await run(['--help'], {})
  for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
  for (const { status } of Object.values(exitStatuses))
    expect(stdout).toMatch(new RegExp(`^  ${status} +\\w`, 'm'))
  expect(stdout).toContain('Unofficial')
  expect(code).toBe(0)
})

test.each([[], ...commands.map((command) => [command])])(
  'the help of %s begins with the usage, fits 80 columns, and its examples work when pasted',
  async (...command) => {
    const { stdout } = await run([...command, '--help'], {})
    expect(stdout).toMatch(/^Usage: /)
    // An emoji takes two columns, and counts as two here.
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
    const examples = examplesOf(stdout)
    expect(examples.length).toBeGreaterThan(0)
    for (const line of examples) {
      const pasted = await paste(line, environmentFor(mock.url))
      expect(pasted.code, line).toBe(0)
      expect(pasted.stdout, line).not.toBe('')
    }
  },
)

test('the help names every variable, and the README every exit status', async () => {
  const { stdout } = await run(['--help'], {})
  for (const setting of settingNames) expect(stdout).toContain(`  ${variableOf(setting)} `)
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
  for (const { status, meaning } of Object.values(exitStatuses))
    expect(readme).toContain(`| ${status} | ${meaning} |`)
})

test('the help shows each field of extra_info with its known values, and no regular expression', async () => {
  const send = (await createProgram('send')).commands.find((each) => each.name() === 'send')
  const help = send?.helpInformation().replaceAll(/\s+/g, ' ') ?? ''
  for (const [name, field] of Object.entries(document.components.schemas['ExtraInfo']?.properties ?? {})) {
    const { description = '', 'x-extensible-enum': values = [], 'x-truncated-at': limit } = field
    const flag = name.replaceAll('_', '-')
    const text = `${flag} <value> ${description.split('\n\n')[0]?.trim().replaceAll(/\s+/g, ' ')}`
    expect(
      [`--${text}`, `--extra-info-${text}`].some((form) => help.includes(form)),
      name,
    ).toBe(true)
    for (const value of values) expect(help).toContain(value)
    if (limit !== undefined) expect(help).toContain(`Kaleyra keeps at most ${limit} characters.`)
  }
  expect(help).not.toMatch(/Pattern|\^/)
})
