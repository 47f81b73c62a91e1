import type { LookUpCase, LookUpSituation } from '@kaleyra-reactions/model/look-up'
import type document from '@kaleyra-reactions/spec/openapi.json'
import { idOf } from './markdown.ts'
import { titleOf } from './pages/errors.ts'
import { model, pathOf } from './site.ts'

/** The situation of a code that is not described. */
const otherCode: keyof (typeof document)['x-situations'] = 'other-code'

/** What the look-up of the pages knows. The address of a page begins at the root of the site. */
export interface Entries {
  cases: (LookUpCase & { page: string })[]
  /** One is that of a code which is not described; it names the lists of all codes. */
  situations: (LookUpSituation & { page: string; isOfOtherCodes: boolean })[]
}

/** Every case, and every situation that none describes. */
export function lookUpEntries(): Entries {
  return {
    cases: model.cases.map((found) => {
      const { name, status, code, key, meaning, error, body } = found
      const { causes = [], action = '' } = error ?? {}
      const words = { causes, action }
      return {
        name,
        title: titleOf(found),
        status,
        code,
        key,
        meaning,
        error: words,
        body,
        page: `${pathOf(found)}index.html`,
      }
    }),
    situations: model.situations.map(({ name, title, statuses, signs }) => ({
      title,
      statuses,
      signs,
      page: `nothing-fits/index.html#${idOf(title)}`,
      isOfOtherCodes: name === otherCode,
    })),
  }
}
