const everyMs = 500

/**
 * Sends this process SIGTERM once npm, which started it, has ended: `npx` and `npm run` pass a
 * signal on to a shell, and the shell does not pass it on. Does nothing where npm did not start it.
 */
export function endWithNpm(): void {
  if (process.env.npm_command === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, everyMs)
  watch.unref()
}
