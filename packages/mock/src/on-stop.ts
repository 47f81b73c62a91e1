/** Milliseconds between two checks of the parent process. */
const interval = 200

/**
 * Calls `stop` once, at a signal or when the package manager that started this process ends. npx starts a program through a
 * shell, which does not pass signals on.
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
