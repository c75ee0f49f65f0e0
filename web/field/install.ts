import { store } from '../ui/store.ts'

/** Whether the phone holds the player itself, so that it opens without a network; and whether a newer one waits. */
export const installed = store<'no' | 'yes' | 'newer'>('no')

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>
}
/** What asks to put the player on the home screen, once the browser offers it. */
export const installPrompt = store<InstallPrompt | null>(null)

export async function install(): Promise<void> {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    installPrompt.set(event as InstallPrompt)
  })
  addEventListener('appinstalled', () => installPrompt.set(null))
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker
    .register('/doi/sw.js', { scope: '/doi/', updateViaCache: 'none' })
    // Without a network an old worker goes on; a first one is tried at the next visit.
    .catch(() => undefined)
  if (!registration) return
  registration.addEventListener('updatefound', () => {
    const fresh = registration.installing
    fresh?.addEventListener('statechange', () => {
      if (fresh.state === 'installed' && registration.active) installed.set('newer')
    })
  })
  await navigator.serviceWorker.ready
  installed.set(registration.waiting ? 'newer' : 'yes')
}

/** Puts the newer player in the place of this one. */
export async function takeOver(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration('/doi/')
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload())
  registration?.waiting?.postMessage('take-over')
}
