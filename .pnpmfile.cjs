// openapi-typescript imports the compiler API that TypeScript 7 no longer has: it gets a TypeScript 5 of its own.
function readPackage(manifest) {
  if (manifest.name === 'openapi-typescript') {
    const { typescript, ...peers } = manifest.peerDependencies
    return { ...manifest, dependencies: { ...manifest.dependencies, typescript }, peerDependencies: peers }
  }
  return manifest
}

module.exports = { hooks: { readPackage } }
