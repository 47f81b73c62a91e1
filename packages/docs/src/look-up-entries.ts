import type { Entries } from './browser/entries.ts'
import { idOf } from './markdown.ts'
import { titleOf } from './pages/errors.ts'
import { model, pathOf } from './site.ts'

/** What the look-up of the pages knows: every case, and every situation that none describes. */
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
    situations: model.situations.map(({ title, statuses, signs }) => ({
      title,
      statuses,
      signs,
      page: `nothing-fits/index.html#${idOf(title)}`,
    })),
  }
}
