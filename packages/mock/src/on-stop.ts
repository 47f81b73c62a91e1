/** How often the parent is looked for. In milliseconds. */
const interval = 200

/**
 * Calls back once when the process is told to end: by a signal, or by the end of the package manager that started it. npx
 * starts a program through a shell, which ends at a signal without passing it on.
 */
export function onStop(stop: () => void): void {
  let hasStopped = false
  const stopOnce = () => {
    if (!hasStopped) stop()
    hasStopped = true
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stopOnce)
  const isOfPackageManager = process.env['npm_config_user_agent'] !== undefined
  if (!isOfPackageManager) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stopOnce()
  }, interval)
  timer.unref()
}
