import { describe, expect, it } from 'vitest'
import type { Manifest, ManifestSound } from '../../server/packages/manifest.schema.ts'
import {
  after,
  itemsOf,
  languagesOf,
  type Place,
  samePlace,
  soundsIn,
  speechAfter,
} from '../../web/field/stop/evening.ts'
import { isQuiet, nextQuiet } from '../../web/field/stop/quiet.ts'
import { type StallWatch, watched } from '../../web/field/stop/stall.ts'

const sound = (position: number, language: string | null, more: Partial<ManifestSound> = {}) =>
  ({
    kind: 'sound',
    position,
    language,
    first: true,
    part: 'notices',
    versionId: `${position}-${language}`,
    title: `Mục ${position}`,
    durationMs: 60_000,
    ...more,
  }) as ManifestSound

const evening = itemsOf({
  files: [
    { kind: 'readme', path: 'DOCTRUOC.TXT' },
    sound(1, null, { part: 'callIn' }),
    sound(2, 'tyz'),
    sound(2, 'hmn', { first: false }),
    // Both are heard, one after the other.
    sound(3, 'tyz', { part: 'message' }),
    sound(3, 'vi', { part: 'message' }),
    sound(3, 'hmn', { part: 'message', first: false }),
    sound(4, 'vi', { part: 'film' }),
  ] as Manifest['files'],
})

const heard = (language: string | null) => {
  const order: string[] = []
  for (let at: Place | undefined = { item: 0, sound: 0 }; at; at = after(evening, at, language)) {
    const item = evening[at.item]
    order.push((item && soundsIn(item, language)[at.sound]?.versionId) ?? '')
  }
  return order
}

describe('an evening', () => {
  it('sounds in the order of its positions, and where the list is bilingual in both languages', () => {
    expect(heard(null)).toEqual(['1-null', '2-tyz', '3-tyz', '3-vi', '4-vi'])
  })

  it('sounds in another language where there is one, and as listed where there is none', () => {
    expect(heard('hmn')).toEqual(['1-null', '2-hmn', '3-hmn', '4-vi'])
    expect(heard('ium')).toEqual(heard(null))
  })

  it('names first the languages that come first', () => {
    expect(languagesOf(evening)).toEqual(['tyz', 'vi', 'hmn'])
  })

  it('pauses for the hamlet head after the last message, unless nobody is to speak', () => {
    expect(speechAfter(evening, null)).toBe(2)
    expect(speechAfter(evening, 300_000)).toBe(2)
    expect(speechAfter(evening, 0)).toBeUndefined()
    expect(speechAfter(evening.slice(0, 2), null)).toBeUndefined()
  })

  it('keeps the place when the language changes, whichever speaker is slower', () => {
    expect(samePlace(30_000, { durationMs: 60_000 }, { durationMs: 90_000 })).toBe(45_000)
    expect(samePlace(61_000, { durationMs: 60_000 }, { durationMs: 90_000 })).toBe(90_000)
    expect(samePlace(5_000, { durationMs: 0 }, { durationMs: 90_000 })).toBe(0)
  })
})

describe('quiet hours', () => {
  const at = (time: string) => Date.parse(`2026-11-23T${time}:00+07:00`)
  const quiet = [
    { from: '21:00', to: '05:00' },
    { from: '11:30', to: '13:30' },
  ]

  it('go past midnight, begin with their first minute and end before their last', () => {
    for (const time of ['21:00', '23:59', '00:00', '04:59', '11:30', '13:29'])
      expect(isQuiet(quiet, at(time))).toBe(true)
    for (const time of ['20:59', '05:00', '11:29', '13:30']) expect(isQuiet(quiet, at(time))).toBe(false)
    expect(isQuiet([], at('02:00'))).toBe(false)
  })

  it('come next at the nearest beginning, counted in the station’s own time', () => {
    expect(nextQuiet(quiet, at('19:00'))).toEqual({ at: '21:00', minutes: 120 })
    expect(nextQuiet(quiet, at('06:00'))).toEqual({ at: '11:30', minutes: 330 })
    expect(nextQuiet([], at('06:00'))).toBeUndefined()
  })
})

describe('sound that should move on', () => {
  /** One look a second at where the sound stands; answers what was done at which look. */
  const looks = (places: readonly number[]) => {
    let watch: StallWatch | undefined
    return places.flatMap((atMs, index) => {
      const { act, ...next } = watched(watch, { atMs, nowMs: index * 1000 })
      watch = next
      return act === 'none' ? [] : [`${act} ${index}`]
    })
  }
  const still = (atMs: number, seconds: number) => Array.from({ length: seconds }, () => atMs)

  it('is left alone while it does, and for a short hitch', () => {
    expect(looks([0, 1000, 2000, ...still(3000, 5), 4000, 5000])).toEqual([])
  })

  it('is begun anew where it stands still, and passed over when it stands still there again', () => {
    expect(looks([0, ...still(1000, 6), 500, ...still(1000, 6)])).toEqual(['again 6', 'skip 13'])
  })

  it('is begun anew once more when it stands still elsewhere', () => {
    expect(looks([...still(1000, 6), 2000, 5000, ...still(9000, 6)])).toEqual(['again 5', 'again 13'])
  })
})
