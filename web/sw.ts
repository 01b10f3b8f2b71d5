/**
 * Keeps the program on the device, so that it opens without a line: the built files, and the one page that loads them.
 * Nothing with personal data goes through here: answers of the API and files are never kept.
 */

/** What this file needs of a service worker's world, which the page's types do not have. */
interface Worker {
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
  addEventListener(type: 'message', listener: (event: Lasting & { data: unknown }) => void): void
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void
}
interface Fetching extends Lasting {
  request: Request
  respondWith(response: Promise<Response>): void
}

const worker = globalThis as unknown as Worker
const program = 'program-1'
const filesAtMost = 400
/** The page is the same at every address; it is kept once. */
const page = '/'

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()))
worker.addEventListener('activate', (event) => event.waitUntil(forgetOthers().then(() => worker.clients.claim())))

worker.addEventListener('message', (event) => {
  const { data } = event
  if (!Array.isArray(data)) return
  event.waitUntil(keepAll(data.filter((path): path is string => typeof path === 'string' && isBuilt(path))))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (isBuilt(pathname)) event.respondWith(built(request))
  else if (request.mode === 'navigate' && isPage(pathname)) event.respondWith(thePage(request))
})

const isBuilt = (path: string) => path.startsWith('/assets/')
const isPage = (path: string) => !/^\/(files|graphql|session|health|ready|metrics)(\/|$)/.test(path)

/** Built files have their content in their names: the kept one is the right one. */
async function built(request: Request): Promise<Response> {
  const cache = await caches.open(program)
  const kept = await cache.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) await cache.put(request, response.clone())
  return response
}

async function thePage(request: Request): Promise<Response> {
  const cache = await caches.open(program)
  try {
    const response = await fetch(request)
    if (response.ok) await cache.put(page, response.clone())
    return response
  } catch (error) {
    const kept = await cache.match(page)
    if (kept) return kept
    throw error
  }
}

/** What the open page has already loaded, for the time before this worker began; the oldest files go. */
async function keepAll(paths: readonly string[]): Promise<void> {
  const cache = await caches.open(program)
  for (const path of [page, ...paths]) {
    if (!(await cache.match(path))) await cache.add(path).catch(() => {})
  }
  const kept = await cache.keys()
  for (const request of kept.slice(0, Math.max(0, kept.length - filesAtMost))) await cache.delete(request)
}

async function forgetOthers(): Promise<void> {
  for (const name of await caches.keys()) if (name !== program) await caches.delete(name)
}
