import { marksQueue } from './marks.ts'

/** After the page is drawn: what an earlier visit left waiting is sent, and the program is kept for a bad line. */
export function startOffline(account: string): void {
  void marksQueue(account)
  void keepProgram()
}

async function keepProgram(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register('/sw.js', { type: 'module' })
    const { active } = await navigator.serviceWorker.ready
    const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
    active?.postMessage(loaded)
  } catch {
    // A browser that forbids it goes on without: only opening without a line is lost.
  }
}
