import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching'

// Everything the player is made of is fetched when it is installed, and from then on served from the phone. Sound is
// not its business: that lies in a store of its own, where each file is verified.

declare const self: {
  __WB_MANIFEST: { url: string; revision: string | null }[]
  skipWaiting(): Promise<void>
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}

// Links arrive with whatever their carrier adds to them (`?zarsrc=…`); the page is the same.
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/./] })
cleanupOutdatedCaches()

// A new player takes over only when the person says so, or when the old one is closed: never in the middle of an evening.
self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void self.skipWaiting()
})
