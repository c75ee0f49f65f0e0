// Everything the player is made of is fetched when it is installed, and from then on served from the phone. Sound is
// not its business: that lies in a store of its own, where each file is verified.

interface Life extends Event {
  waitUntil(done: Promise<unknown>): void
}
interface Asked extends Event {
  request: Request
  respondWith(answer: Promise<Response>): void
}
declare const self: {
  /** Put in by the build: each file's address, and how the SHA-256 of its bytes begins (hex). */
  KEPT: [url: string, hash: string][]
  location: Location
  skipWaiting(): Promise<void>
  addEventListener<E extends Event>(type: string, listener: (event: E) => void): void
}

const kept = self.KEPT
const STORE = 'vang-player'
const keyOf = ([url, hash]: (typeof kept)[number]) => new URL(`${url}?${hash}`, self.location.href).href
const keys = new Map(kept.map((one) => [one[0], keyOf(one)]))

// What an older player kept is not fetched anew: on a slow line only what changed travels.
self.addEventListener<Life>('install', (event) => {
  const fill = async () => {
    const store = await caches.open(STORE)
    const have = new Set((await store.keys()).map(({ url }) => url))
    await Promise.all(
      kept.filter((one) => !have.has(keyOf(one))).map(async (one) => store.put(keyOf(one), await right(one))),
    )
  }
  event.waitUntil(fill())
})

/** The network of a guest house answers every address with its own page: what is not the file that was built is not kept. */
async function right([url, hash]: (typeof kept)[number]): Promise<Response> {
  const answer = await fetch(url, { cache: 'no-cache' })
  const found = new Uint8Array(await crypto.subtle.digest('SHA-256', await answer.clone().arrayBuffer()))
  const hex = [...found].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  if (!answer.ok || !hex.startsWith(hash)) throw new Error(`Not ours: ${url}`)
  return answer
}

self.addEventListener<Life>('activate', (event) => {
  const wanted = new Set(keys.values())
  const clear = async () => {
    const store = await caches.open(STORE)
    for (const { url } of await store.keys()) if (!wanted.has(url)) await store.delete(url)
  }
  event.waitUntil(clear())
})

// Links arrive with whatever their carrier adds to them (`?zarsrc=…`); the page is the same.
self.addEventListener<Asked>('fetch', (event) => {
  const { method, url } = event.request
  const { origin, pathname } = new URL(url)
  const key = keys.get(pathname)
  if (method !== 'GET' || origin !== self.location.origin || key === undefined) return
  event.respondWith(caches.match(key).then((answer) => answer ?? fetch(event.request)))
})

// A new player takes over only when the person says so, or when the old one is closed: never in the middle of an evening.
self.addEventListener<MessageEvent>('message', ({ data }) => {
  if (data === 'take-over') void self.skipWaiting()
})
