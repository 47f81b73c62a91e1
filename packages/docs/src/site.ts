import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Case, ErrorCase } from '@kaleyra-reactions/model/cases'
import { textMember } from '@kaleyra-reactions/model/member'
import { type Model, modelOf, type Operation } from '@kaleyra-reactions/model/model'
import document from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }

/** What the site knows of the API. */
export const model: Model = modelOf(document)

/**
 * The address of the published site, ending in a slash: that of the variable `DOCS_URL`, else that of the document;
 * `undefined` where neither names one.
 */
export const siteUrl: string | undefined = addressOf(process.env['DOCS_URL']) ?? model.docsUrl

/** The folder of the repository. */
export const repositoryFolder: string = join(import.meta.dirname, '../../..')

/** The address of the repository: `repository` of its `package.json`; `undefined` as long as that is missing. */
export const repositoryUrl: string | undefined = textMember(
  JSON.parse(readFileSync(join(repositoryFolder, 'package.json'), 'utf8')),
  'repository',
)

/** The operation that everything here is about. */
export const sending: Operation = model.sending

/** The regions, as people look for them. */
export const regions: { word: string; place: string; name: string; domain: string }[] = model.servers.map(
  ({ region, url, description }) => {
    const place = /^[a-z]{2}$/.test(region)
      ? new Intl.DisplayNames(['en'], { type: 'region' }).of(region.toUpperCase())
      : undefined
    return { word: region, place: place ?? region, name: description, domain: new URL(url).host }
  },
)

/** Whether the packages are on the npm registry: `release --publish` takes this section out of the README. */
export const isPublished: boolean = !readFileSync(join(repositoryFolder, 'README.md'), 'utf8').includes(
  '<!-- begin: until published -->',
)

/** The address that the mock listens on by default. */
export const mockUrl = 'http://127.0.0.1:4010'

/** The path of a page of ours from the root of the site, ending in a slash. */
export type PagePath = '' | `${string}/`

/** The page of a case: that of its code, unless several cases share it. The success is described with the callbacks. */
export function pathOf({ name, code, error }: Case): PagePath {
  if (error === undefined) return 'callbacks/'
  return `errors/${code === undefined || casesOfCode(code).length > 1 ? name : code}/`
}

/** The errors with this code. */
export function casesOfCode(code: string): ErrorCase[] {
  return model.errorCases.filter((each) => each.code === code)
}

/** @throws unless an address that is given has the form that other addresses can be appended to. */
function addressOf(given = ''): string | undefined {
  if (given === '') return undefined
  if (!URL.canParse(given) || !given.endsWith('/'))
    throw new Error(`DOCS_URL is ${given}, but must be a full address that ends with a slash`)
  return given
}
