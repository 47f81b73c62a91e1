import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync, transformSync } from 'esbuild'
import { lookUpEntries } from './case-marks.ts'

const folder = join(import.meta.dirname, 'browser')
const target = ['chrome111', 'firefox113', 'safari16.4']

/** The script of our pages, with the cases that it looks up. It stands in each page. */
export const pageScript: string = built('script.ts')

/** The script that sets the theme before the first paint. */
export const themeScript: string = built('theme.ts')

/** The script of the page that Redoc renders. */
export const referenceScript: string = built('reference.ts')

function built(name: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(folder, name)],
    bundle: true,
    define: { entries: JSON.stringify(lookUpEntries()) },
    format: 'iife',
    legalComments: 'none',
    minify: true,
    target,
    write: false,
  })
  return outputFiles.map(({ text }) => text.trim()).join('\n')
}

/**
 * A script that is an ES module as a classic one, which a browser also loads from a file.
 *
 * @param globalName the global variable that gets what the module exports.
 */
export function classicScriptOf(file: string, globalName: string): string {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    format: 'iife',
    globalName,
    legalComments: 'inline',
    minify: true,
  })
  return code
}
