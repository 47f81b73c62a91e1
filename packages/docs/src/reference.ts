import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { headOf, siteFooter, siteHeader } from './layout.ts'
import { model, sending } from './site.ts'

/**
 * What a browser may do on Redoc's page: run its script and its styles, which stand in the page. It loads nothing, neither
 * the logo nor the icons, and sends nothing.
 */
const policy =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:"

/** Redoc shows the samples that stand in its list, by their labels. */
const settings = {
  telemetry: 'off',
  openapi: {
    schemasExpansionLevel: 'all',
    jsonSamplesExpandLevel: 'all',
    codeSamples: {
      languages: [
        ...sending.samples.map(({ lang, label }) => ({ lang, label })),
        { lang: 'payload', label: 'Payload' },
      ],
    },
  },
}

/**
 * Writes the reference as `redocly build-docs` makes it, within the frame of our pages.
 *
 * @param file the page to write; it lies one folder below the root of the site.
 */
export function writeReference(file: string, document: string): void {
  const scratch = mkdtempSync(join(tmpdir(), 'kaleyra-reference-'))
  try {
    const [template, config] = [join(scratch, 'reference.hbs'), join(scratch, 'redocly.yaml')]
    writeFileSync(template, templateText())
    // JSON is YAML as well.
    writeFileSync(config, JSON.stringify(settings))
    const words = ['build-docs', document, '--inlineBundle', '--template', template, '--config', config]
    execFileSync('redocly', [...words, '--output', file], { stdio: 'pipe' })
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

function templateText(): string {
  const root = '../'
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="${policy}">
${headOf('Reference · Kaleyra Reactions', model.summary, 'reference/', root)}
{{{redocHead}}}
</head>
<body>
${siteHeader('reference/', root)}
<noscript>
<p>The reference needs JavaScript. These pages say the same without it: <a href="${root}request/index.html">the request</a>, <a href="${root}callbacks/index.html">the callbacks</a>, <a href="${root}errors/index.html">the errors</a>.</p>
</noscript>
<div id="content" tabindex="-1">
{{{redocHTML}}}
</div>
${siteFooter(root)}
</body>
</html>
`
}
