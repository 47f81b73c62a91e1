#!/usr/bin/env node
import manifest from '../package.json' with { type: 'json' }

const { node } = process.versions
const [major = 0, minor = 0] = node.split('.').map(Number)
const [, oldestMajor = 0, oldestMinor = 0] = manifest.engines.node.split(/\D+/).map(Number)

// Nothing else is loaded before this check: an older Node would fail on it, without a word on why.
if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
  process.stderr.write(
    `error: kaleyra-reactions needs Node ${oldestMajor}.${oldestMinor} or newer; this is ${node}.\n`,
  )
  process.exitCode = 2
} else {
  import('./program.ts').then(({ run }) => run(process.argv))
}
