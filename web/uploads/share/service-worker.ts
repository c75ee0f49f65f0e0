import en from '../../locales/en/share.json' with { type: 'json' }
import vi from '../../locales/vi/share.json' with { type: 'json' }
import { heldHere, takeOver } from './held.ts'
import { isForeign, type Trouble } from './taking.ts'

// Receives what a phone shares with Vang, also without a network and before anybody has signed in. It keeps nothing of
// the pages: everything else goes past it.

declare const self: {
  location: Location
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  addEventListener(type: 'install' | 'activate' | 'fetch', listener: (event: WorkerEvent) => void): void
}
interface WorkerEvent extends Event {
  request: Request
  respondWith(response: Promise<Response>): void
  waitUntil(done: Promise<unknown>): void
}

const page = '/chia-se'
const words = navigator.language.startsWith('en') ? en : vi

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()))
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  if (new URL(request.url).pathname !== page) return
  if (request.method === 'POST') event.respondWith(receive(request))
  else if (request.mode === 'navigate') event.respondWith(fetch(request).catch(withoutNetwork))
})

async function receive(request: Request): Promise<Response> {
  const trouble = isForeign(request, self.location.origin) ? 'trang-khac' : await taken(request)
  return Response.redirect(trouble ? `${page}?loi=${trouble}` : page, 303)
}

async function taken(request: Request): Promise<Trouble | null> {
  try {
    const parts = (await request.formData()).getAll('files')
    return await takeOver(parts.filter((part): part is File => part instanceof File && part.name !== ''))
  } catch {
    // The disk is full, or storage is forbidden here: the other app still has the file.
    return 'khong-giu-duoc'
  }
}

/** A page of its own, for the app is not there: what is kept, and that it goes on by itself. */
async function withoutNetwork(): Promise<Response> {
  const names = (await heldHere()).files.map(({ file }) => `<li>${escaped(file.name)}</li>`)
  const said = names.length > 0 ? words.offline.kept : words.offline.none
  const html = `<!doctype html><html lang="${words === en ? 'en' : 'vi'}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${words.title}</title>
<style>body{max-width:34rem;margin:3rem auto;padding:0 1rem;font:1.1rem/1.6 system-ui,sans-serif}</style>
<main><h1>${words.title}</h1><p>${words.offline.noNetwork}</p><p>${said}</p><ul>${names.join('')}</ul>
<p><a href="${page}">${words.offline.again}</a></p></main></html>`
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
  })
}

const escaped = (name: string) => name.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
