import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { linksFrom, type Page } from '../page.ts'
import { repositoryFolder } from '../site.ts'

const link = linksFrom('clients/')

/** Clients that generators make from the document, as the README of the document tells what was proved. */
export const clientsPage: Page = {
  path: 'clients/',
  title: 'Clients in other languages from the OpenAPI document · Kaleyra Reactions',
  description:
    'Generators for Go, Python, Java, PHP and TypeScript that read the document, with their commands.',
  content: [
    '# Clients in other languages',
    `These generators make clients from [the document](${link('openapi.yaml')}). Programs that need no generator are [on the first page](${link('#send-your-first-reaction')}).`,
    measured(),
  ],
}

/** The table that the measuring wrote. */
function measured(): string {
  const readme = readFileSync(join(repositoryFolder, 'spec/README.md'), 'utf8')
  const table = /<!-- readers -->\n([\s\S]*?)<!-- end -->/.exec(readme)?.[1]
  if (table === undefined)
    throw new Error('spec/README.md has no section between <!-- readers --> and <!-- end -->')
  return table.trim()
}
