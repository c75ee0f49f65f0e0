import { type ChildProcess, spawn } from 'node:child_process'
import { type Browser, chromium, type Page } from 'playwright-core'

/** A Chromium of its own on a profile that outlives it, so that it can be killed as an empty battery would. */
export interface Phone {
  page: Page
  kill(): Promise<void>
}

export async function aPhone(
  profile: string,
  { executable = process.env.VANG_CHROMIUM ?? '/usr/bin/chromium', flags = [] as readonly string[] } = {},
): Promise<Phone> {
  const child = spawn(
    executable,
    [
      ...['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ...['--ignore-certificate-errors', '--autoplay-policy=no-user-gesture-required', '--mute-audio'],
      ...['--remote-debugging-port=0', `--user-data-dir=${profile}`, '--lang=vi', ...flags, 'about:blank'],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const browser = await chromium.connectOverCDP(await addressOf(child))
  const context = browser.contexts()[0]
  if (!context) throw new Error('Chromium has no profile')
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(20_000)
  await page.setViewportSize({ width: 360, height: 740 })
  return { page, kill: () => killed(child, browser) }
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = ''
  return await new Promise((resolve, reject) => {
    child.stderr?.on('data', (piece: Buffer) => {
      said += piece.toString()
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    })
    child.once('exit', () => reject(new Error(`Chromium did not start: ${said}`)))
  })
}

async function killed(child: ChildProcess, browser: Browser): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
  await browser.close().catch(() => undefined)
}

/** How much of everything the player keeps in its database. */
export const heldOnPhone = (
  page: Page,
): Promise<Record<'events' | 'photos' | 'packages' | 'blobs', number>> =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('vang.field')
      opening.onsuccess = () => resolve(opening.result)
    })
    const count = (table: string) =>
      new Promise<number>((resolve) => {
        const counting = db.transaction(table).objectStore(table).count()
        counting.onsuccess = () => resolve(counting.result)
      })
    const [events, photos, packages, blobs] = [
      await count('events'),
      await count('photos'),
      await count('packages'),
      await count('blobs'),
    ]
    db.close()
    return { events, photos, packages, blobs }
  })

/** One of the values that the player keeps one of each. */
export const keptOnPhone = (page: Page, key: string): Promise<unknown> =>
  page.evaluate(async (name) => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('vang.field')
      opening.onsuccess = () => resolve(opening.result)
    })
    const value = await new Promise<unknown>((resolve) => {
      const reading = db.transaction('kept').objectStore('kept').get(name)
      reading.onsuccess = () => resolve(reading.result)
    })
    db.close()
    return value
  }, key)

/** A picture that waits to be sent, as the closing of a showing leaves it. */
export const putPhoto = (page: Page, { sha256, jpeg }: { sha256: string; jpeg: Buffer }): Promise<void> =>
  page.evaluate(
    async ([name, bytes]) => {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open('vang.field')
        opening.onsuccess = () => resolve(opening.result)
      })
      await new Promise((resolve) => {
        const writing = db.transaction('photos', 'readwrite')
        writing.objectStore('photos').put({ sha256: name, jpeg: new Blob([new Uint8Array(bytes)]) })
        writing.oncomplete = resolve
      })
      db.close()
    },
    [sha256, [...jpeg]] as const,
  )

/** The database as the first players left it: what they carried lay under its number alone. From a page beside the player. */
export const asOlderPlayer = (
  page: Page,
  { device, carried }: { device: unknown; carried: readonly object[] },
): Promise<void> =>
  page.evaluate(
    async ([mine, events]) => {
      await new Promise((resolve) => {
        indexedDB.deleteDatabase('vang.field').onsuccess = resolve
      })
      const db = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open('vang.field', 10)
        opening.onupgradeneeded = () => {
          const made = opening.result
          made.createObjectStore('kept')
          made.createObjectStore('packages', { keyPath: 'id' }).createIndex('slot', 'slot')
          made.createObjectStore('pointers', { keyPath: 'slot' })
          made.createObjectStore('blobs', { keyPath: 'sha256' }).createIndex('whole', 'whole')
          made.createObjectStore('events', { keyPath: ['device', 'sequence'] })
          made.createObjectStore('carried', { keyPath: ['device', 'sequence'] })
          made.createObjectStore('photos', { keyPath: 'sha256' })
        }
        opening.onsuccess = () => resolve(opening.result)
      })
      await new Promise((resolve) => {
        const writing = db.transaction(['kept', 'carried'], 'readwrite')
        writing.objectStore('kept').put(mine, 'device')
        for (const event of events) writing.objectStore('carried').put(event)
        writing.oncomplete = resolve
      })
      db.close()
    },
    [device, carried] as const,
  )

declare global {
  interface Window {
    phone: PhoneProbe
  }
}

interface PhoneProbe {
  audio: HTMLAudioElement | undefined
  /** How often the screen was asked to stay on. */
  locks: number
  session(): { title: string; artist: string; state: string }
  key(action: string): void
  stall(): void
  /** Seconds from the beginning, or before the end. */
  moveTo(seconds: number): void
  hideAndShow(): void
  setClock(daysAhead: number): void
}

/** Runs in the page before the player: holds what a hand, a headset or the system itself would do to the phone. */
export function phoneProbe({ officeMs }: { officeMs: number }): void {
  const ahead = () => Number(localStorage.getItem('probe.ahead') ?? 0)
  const RealDate = Date
  const toOffice = officeMs - RealDate.now()
  const now = () => RealDate.now() + toOffice + ahead()
  window.Date = class extends RealDate {
    constructor(...given: [] | [string | number]) {
      super(given[0] ?? now())
    }
    static override now = now
  } as DateConstructor

  const keys = new Map<string, (details: MediaSessionActionDetails) => void>()
  navigator.mediaSession.setActionHandler = (action, act) => {
    if (act) keys.set(action, act)
    else keys.delete(action)
  }
  let held: { released: boolean; release(): Promise<void> } | undefined
  const request = async () => {
    window.phone.locks += 1
    held = { released: false, release: async () => undefined }
    return held as WakeLockSentinel
  }
  Object.defineProperty(navigator, 'wakeLock', { value: { request } })
  const RealAudio = window.Audio
  window.Audio = new Proxy(RealAudio, {
    construct(made, given) {
      window.phone.audio = Reflect.construct(made, given) as HTMLAudioElement
      return window.phone.audio
    },
  })
  let visibility: DocumentVisibilityState = 'visible'
  Object.defineProperty(document, 'visibilityState', { get: () => visibility })
  const become = (next: DocumentVisibilityState) => {
    visibility = next
    document.dispatchEvent(new Event('visibilitychange'))
  }
  window.phone = {
    audio: undefined,
    locks: 0,
    session() {
      const { metadata, playbackState } = navigator.mediaSession
      return { title: metadata?.title ?? '', artist: metadata?.artist ?? '', state: playbackState }
    },
    key: (action) => keys.get(action)?.({ action: action as MediaSessionAction }),
    stall() {
      if (window.phone.audio) window.phone.audio.playbackRate = 0
    },
    moveTo(seconds) {
      const { audio } = window.phone
      if (audio) audio.currentTime = seconds < 0 ? audio.duration + seconds : seconds
    },
    hideAndShow() {
      if (held) held.released = true
      become('hidden')
      become('visible')
    },
    setClock: (days) => localStorage.setItem('probe.ahead', String(days * 86_400_000)),
  }
}
