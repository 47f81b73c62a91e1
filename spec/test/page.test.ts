import { readFileSync } from 'node:fs'
import { member } from '@kaleyra-reactions/model/member'
import { statements } from '@kaleyra-reactions/test-support/kaleyra-page'
import { expect, test } from 'vitest'

const document: unknown = JSON.parse(readFileSync(new URL('../dist/openapi.json', import.meta.url), 'utf8'))

test.each(statements)("the document carries what Kaleyra's page says: $row", ({ at, shows }) => {
  const found = resolve(at)
  if (shows instanceof RegExp) {
    expect(found).toMatch(shows)
  } else if (typeof shows === 'string' && typeof found === 'string') {
    expect(found.replaceAll(/\s+/g, ' ')).toContain(shows)
  } else {
    expect(found).toEqual(shows)
  }
})

/** The value at a JSON pointer (RFC 6901); `undefined` where it leads nowhere. */
function resolve(pointer: string): unknown {
  const keys = pointer.split('/').slice(1)
  return keys.reduce<unknown>(
    (value, key) => member(value, key.replaceAll('~1', '/').replaceAll('~0', '~')),
    document,
  )
}
