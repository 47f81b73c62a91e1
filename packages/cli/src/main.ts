#!/usr/bin/env node
import manifest from '../package.json' with { type: 'json' }

const { node } = process.versions
const oldest = manifest.engines.node.replace('>=', '')

// Nothing else is loaded before this check: an older Node would fail while it loads the rest, and would not say why.
if (node.localeCompare(oldest, 'en', { numeric: true }) < 0) {
  process.stderr.write(`error: kaleyra-reactions needs Node ${oldest} or newer; this is ${node}.\n`)
  process.exitCode = 2
} else {
  import('./program.ts').then(({ run }) => run(process.argv))
}
