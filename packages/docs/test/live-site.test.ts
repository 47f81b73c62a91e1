import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { serveLiveSite } from '../src/live-site.ts'

const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'">`

function site(): string {
  const folder = mkdtempSync(join(tmpdir(), 'live-site-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'index.html'), `<head>${policy}</head><p>first</p>`)
  writeFileSync(join(folder, 'note.txt'), 'plain')
  return folder
}

test('a page is the one on the disk, and may load itself again', async () => {
  const folder = site()
  await using server = await serveLiveSite(folder, 0)
  const first = await (await fetch(`${server.url}/`)).text()
  expect(first).toContain('<p>first</p><script>')
  expect(first).not.toContain('Content-Security-Policy')
  writeFileSync(join(folder, 'index.html'), '<p>second</p>')
  expect(await (await fetch(`${server.url}/index.html`)).text()).toContain('second')
  expect(await (await fetch(`${server.url}/note.txt`)).text()).toBe('plain')
  expect((await fetch(`${server.url}/none`)).status).toBe(404)
})

test('open pages are told to load themselves again', async () => {
  await using server = await serveLiveSite(site(), 0)
  const events = await fetch(`${server.url}/__reload`)
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toBe(': open\n\n')
  server.reload()
  expect((await reader?.read())?.value).toBe('data: reload\n\n')
  await reader?.cancel()
})
