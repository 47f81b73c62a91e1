/** Stands in for `node:child_process` in the bundle. */
const none = {}

export { none as default }
