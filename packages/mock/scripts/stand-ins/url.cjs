// For the module `url` of Node in json-schema-ref-parser: Node warns of what it uses.
exports.resolve = (from, to) => new URL(to, new URL(from, 'file:///')).href
exports.parse = (text) => new URL(text, 'file:///')
