import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RunningHash } from '../../server/library/uploads/hash.ts'
import {
  arrivesAt,
  chainBytes,
  languageFromName,
  movedTo,
  noteSession,
  reserveBytes,
  shownFileName,
} from '../../server/library/uploads/uploads.rules.ts'
import type { Session } from '../../server/library/uploads/uploads.schema.ts'
import { forecast } from '../../web/uploads/forecast.ts'
import type { Sending } from '../../web/uploads/sender.ts'
import { sha256 } from '../support/uploads.ts'

describe('the name of a file as it is shown', () => {
  it('is never a path, never long, and never empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (given) => {
        const shown = shownFileName(given)
        expect([...shown].length).toBeGreaterThan(0)
        expect([...shown].length).toBeLessThanOrEqual(200)
        expect(shown).not.toMatch(/[/\\\p{Cc}\u202e]/u)
        expect(['.', '..']).not.toContain(shown)
        expect(shownFileName(shown)).toBe(shown)
      }),
    )
  })

  it('keeps the extension of a name that was too long', () => {
    expect(shownFileName(`${'a'.repeat(300)}.mxf`)).toBe(`${'a'.repeat(195)}….mxf`)
  })

  it('joins letters and tones that came apart', () => {
    expect(shownFileName('Tiếng hát.mp4'.normalize('NFD'))).toBe('Tiếng hát.mp4')
  })
})

describe('room on the disk', () => {
  it('counts an hour of picture as source, house, proxy and one delivery of 50 Mb/s', () => {
    const bytes = chainBytes({ sizeBytes: 10e9, durationMs: 3_600_000, hasPicture: true })
    expect(bytes).toBeGreaterThan(10e9 + 22.5e9 + 7e9)
    expect(bytes).toBeLessThan(10e9 + 35e9)
  })
  it('asks far less for sound, and four times the source where the length is unknown', () => {
    expect(chainBytes({ sizeBytes: 50e6, durationMs: 300_000, hasPicture: false })).toBeLessThan(250e6)
    expect(chainBytes({ sizeBytes: 1e9 })).toBe(4e9)
  })
  it('keeps the configured reserve or 5 %, the greater, and none when it is 0', () => {
    expect(reserveBytes(5e9, 40e9)).toBe(5e9)
    expect(reserveBytes(5e9, 4e12)).toBe(2e11)
    expect(reserveBytes(0, 4e12)).toBe(0)
  })
})

describe('the sessions of an upload', () => {
  const at = (minutes: number) => new Date(Date.UTC(2021, 8, 27, 1, minutes)).toISOString()

  it('go on through a short break and begin anew after a long one', () => {
    let sessions: Session[] = []
    sessions = noteSession(sessions, { from: 0, to: 10, at: at(0) })
    sessions = noteSession(sessions, { from: 10, to: 20, at: at(1) })
    sessions = noteSession(sessions, { from: 20, to: 30, at: at(57) })
    expect(sessions).toEqual([
      { from: 0, to: 20, startedAt: at(0), endedAt: at(1) },
      { from: 20, to: 30, startedAt: at(57), endedAt: at(57) },
    ])
  })

  it('never number more than 40, and always cover what was sent', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 200 }), (gaps) => {
        let sessions: Session[] = []
        let minute = 0
        for (const [index, gap] of gaps.entries()) {
          minute += gap
          sessions = noteSession(sessions, { from: index, to: index + 1, at: at(minute) })
        }
        expect(sessions.length).toBeLessThanOrEqual(40)
        expect(sessions[0]?.from).toBe(0)
        expect(sessions.at(-1)?.to).toBe(gaps.length)
        for (const [index, session] of sessions.entries())
          if (index > 0) expect(session.from).toBe(sessions[index - 1]?.to)
      }),
    )
  })
})

describe('the order of the queue', () => {
  it('moves one and keeps the others in theirs', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer(), { minLength: 1 }),
        fc.nat(),
        fc.nat(60),
        (order, pick, position) => {
          const item = order[pick % order.length]
          if (item === undefined) return
          const moved = movedTo(order, item, position)
          expect(moved.filter((other) => other !== item)).toEqual(order.filter((other) => other !== item))
          expect(moved.indexOf(item)).toBe(Math.min(position, order.length - 1))
        },
      ),
    )
  })
})

describe('what a name says of the language', () => {
  it.each([
    ['ThongDiep_Mong.wav', 'hmn'],
    ['Thông điệp bản Mông.mp3', 'hmn'],
    ['thong-diep-tày.mp3', 'tyz'],
    ['BanNung_final.wav', 'nut'],
    ['Dao tien.mp4', 'ium'],
    ['AmVang_ban2.mxf', undefined],
    ['Nông thôn mới.mp4', undefined],
    ['Đào tạo.mp4', undefined],
  ])('%s', (name, code) => expect(languageFromName(name)).toBe(code))
})

describe('when it will be done', () => {
  const sending = (id: string, phase: Sending['phase'], sentBytes = 0) =>
    [id, { id, phase, sentBytes } as Sending] as const
  const queue = ['a', 'b', 'c', 'd'].map((id) => ({ id, sizeBytes: 1000 }))

  it('is told by the bytes left and the speed', () => {
    expect(arrivesAt('2021-09-27T01:00:00.000Z', 3_600_000, 1000)).toBe('2021-09-27T02:00:00.000Z')
  })

  it('adds up what goes before, and leaves out what is paused or elsewhere', () => {
    const held = new Map([sending('a', 'waiting'), sending('b', 'sending', 600), sending('c', 'paused')])
    const times = forecast(queue, held, 100, 5000)
    expect(times.get('b')).toEqual({ leftMs: 4000, doneAt: 9000 })
    expect(times.get('a')).toEqual({ leftMs: 14_000, doneAt: 19_000 })
    expect([...times.keys()].sort()).toEqual(['a', 'b'])
    expect(forecast(queue, held, null, 0).size).toBe(0)
  })
})

describe('the running hash', () => {
  it('is that of the file, however much of it was there before and whenever it is read back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vang-hash-'))
    const path = join(folder, 'part')
    const bytes = Buffer.from(Array.from({ length: 5_000_000 }, (_, at) => (at * 31) % 251))
    for (const before of [0, 1, 1_048_576, 4_999_999, 5_000_000]) {
      await writeFile(path, bytes)
      const hash = new RunningHash(path, before)
      const reading = hash.catchUp()
      for (let at = before; at < bytes.length; at += 700_001) {
        hash.wrote(bytes.subarray(at, Math.min(at + 700_001, bytes.length)))
        await new Promise((resolve) => setImmediate(resolve))
      }
      await reading
      expect(hash.fits(bytes.length)).toBe(true)
      expect((await hash.digest()).sha256).toBe(sha256(bytes))
    }
    await rm(folder, { recursive: true })
  })
})
