import type { LaterFile } from './later-file.ts'
import { whenIdle } from './when-idle.ts'

/** How long to leave a network alone that has just failed three times, in milliseconds. */
const restMs = 5000

/**
 * Brings a later file for one checkout: when the page is idle or, where nothing
 * can be typed meanwhile, at once; and again whenever it is asked for, the
 * network is back, or, where nothing can be asked for, after a rest.
 */
export function keepBringing<Content>(
  file: Pick<LaterFile<Content>, 'bring'>,
  goOn: (content: Content) => void,
  giveUp: (thrown: unknown) => void,
  isUrgent: boolean,
): { bringNow(): void; stopBringing(): void } {
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const bringNow = () => {
    if (!isOver) void file.bring().then(goOn, failed)
  }
  const failed = (thrown: unknown) => {
    giveUp(thrown)
    clearTimeout(timer)
    if (isUrgent && !isOver) timer = setTimeout(bringNow, restMs)
  }
  window.addEventListener('online', bringNow)
  if (isUrgent) bringNow()
  else void whenIdle().then(bringNow)

  return {
    bringNow,
    stopBringing: () => {
      isOver = true
      clearTimeout(timer)
      window.removeEventListener('online', bringNow)
    },
  }
}
