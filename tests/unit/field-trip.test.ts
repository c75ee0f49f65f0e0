import { describe, expect, it } from 'vitest'
import {
  chained,
  type EventBody,
  firstPrevious,
  type PlayEvent,
} from '../../server/field/logs/events.rules.ts'
import { sha256Of } from '../../server/storage/canonical.ts'
import { browserOf, chromeAddress } from '../../web/field/enrol/browser.ts'
import { checksOf, type Facts, openIn } from '../../web/field/ready/checks.ts'
import { agendaOf, openOn } from '../../web/field/showing/agenda.ts'
import { type Draft, lacks } from '../../web/field/showing/draft.ts'
import type { PlannedShowing } from '../../web/field/sync/field-state.ts'

const hamlet = { id: 'hamlet-1', name: 'Xóm Khuổi Vin' }
const planned = (change: Partial<PlannedShowing> = {}): PlannedShowing => ({
  id: 'showing-1',
  day: '2021-09-27',
  time: '19:30',
  place: { id: 'place', name: 'Xã Cốc Pàng' },
  hamlet,
  hamletHead: 'Trưởng xóm',
  phone: '0912345678',
  state: 'planned',
  audience: null,
  tripEnds: '2021-09-28',
  ...change,
})
const said = (sequence: number, change: Partial<EventBody> = {}): PlayEvent =>
  chained(
    {
      ...{ device: 'phone', sequence, boot: 'boot', at: '2021-09-27T13:00:00.000Z', monotonicMs: 1 },
      ...{ kind: 'showing', measured: false, packageId: null, versionId: null, contentId: null, part: null },
      ...{ position: null, fromMs: null, playedMs: null, showingId: 'showing-1', hamletId: hamlet.id },
      ...{ count: 50, detail: { outcome: 'held', exact: false, confirmedBy: 'Trưởng xóm', photo: 'f00d' } },
      ...change,
    },
    firstPrevious,
    sha256Of,
  )
const unplanned = (sequence: number, detail: Record<string, string | number> = {}) =>
  said(sequence, {
    showingId: null,
    detail: { outcome: 'held', day: '2021-09-27', hamlet: hamlet.name, place: 'Xã Cốc Pàng', ...detail },
  })

describe('the showings of a team', () => {
  it('are open until this phone, another or the office closes them', () => {
    const [open] = agendaOf({ showings: [planned()], events: [], held: 0 })
    expect(open?.closed).toBeNull()
    const [told] = agendaOf({ showings: [planned()], events: [said(3)], held: 2 })
    expect(told?.closed).toMatchObject({ outcome: 'held', count: 50, exact: false, sent: false, mine: true })
    const [there] = agendaOf({ showings: [planned({ state: 'held', audience: 80 })], events: [], held: 0 })
    expect(there?.closed).toMatchObject({ outcome: 'held', count: 80, sent: true, mine: false })
  })

  it('say what this phone told last, and after it was sent what the office then says', () => {
    const events = [said(3), said(4, { count: 100 })]
    const waiting = agendaOf({ showings: [planned({ state: 'held', audience: 50 })], events, held: 3 })
    expect(waiting[0]?.closed).toMatchObject({ count: 100, sent: false })
    const corrected = agendaOf({ showings: [planned({ state: 'held', audience: 95 })], events, held: 4 })
    expect(corrected[0]?.closed).toMatchObject({ count: 95, sent: true, photo: 'f00d' })
  })

  it('that nobody planned stand once: from the log, corrected there, and then from the office', () => {
    const events = [unplanned(3), unplanned(4, { corrects: 3, outcome: 'postponed', reason: 'Mưa to' })]
    const own = agendaOf({ showings: [], events, held: 0 })
    expect(own).toMatchObject([{ key: '+4', hamlet, closed: { outcome: 'postponed', reason: 'Mưa to' } }])
    const showings = [planned({ id: 'made', state: 'postponed' })]
    const there = agendaOf({ showings, events, held: 4 })
    expect(there).toMatchObject([{ key: 'made', closed: { reason: 'Mưa to', sent: true, mine: true } }])
  })

  it('belong to what sounds only where one alone is of that day', () => {
    const two = [
      planned(),
      planned({ id: 'showing-2', time: '21:00' }),
      planned({ id: 'x', state: 'cancelled' }),
    ]
    expect(openOn(agendaOf({ showings: two, events: [], held: 0 }), '2021-09-27')).toHaveLength(2)
    const postponed = said(1, { detail: { outcome: 'postponed', reason: 'Mưa to' } })
    const [left, none] = openOn(agendaOf({ showings: two, events: [postponed], held: 0 }), '2021-09-27')
    expect([left?.key, none]).toEqual(['showing-2', undefined])
  })
})

it('names what a closing lacks', () => {
  const draft: Draft = {
    ...{ key: '', held: true, count: null, exact: false, by: '', reason: '', movedTo: '' },
    ...{ day: '2021-09-27', hamlet: null, photo: null },
  }
  const there = { ...draft, hamlet: { ...hamlet, place: 'Xã Cốc Pàng' } }
  expect(lacks(draft)).toBe('hamlet')
  expect(lacks(there)).toBe('people')
  expect(lacks({ ...there, count: 0 })).toBeNull()
  expect(lacks({ ...there, held: false, reason: ' M ' })).toBe('why')
  expect(lacks({ ...there, held: false, reason: 'Mưa' })).toBeNull()
})

describe('ready to go', () => {
  const one = {
    id: 'p',
    place: 'Huyện Bảo Lạc',
    validTo: '2021-10-04',
    whole: true,
    withdrawn: false,
    newer: false,
  }
  const fine: Facts = {
    ...{
      until: '2021-10-03',
      packages: [one],
      stick: { packageId: 'p', title: 'Phát loa', at: '2021-09-26' },
    },
    ...{ battery: { level: 0.9, charging: false }, freeBytes: 1e9, installed: true, persistent: true },
    ...{ clockUncertain: false, waiting: 0, withoutPhone: [], contacts: 2 },
  }
  it('has nothing open when all is right, and what the browser does not tell is left out', () => {
    expect(openIn(checksOf(fine))).toBe(0)
    expect(openIn(checksOf({ ...fine, battery: undefined, freeBytes: undefined }))).toBe(0)
  })

  const wrong: [string, Partial<Facts>, string][] = [
    ['no package', { packages: [] }, 'ready.noPackage'],
    ['a package that is not whole', { packages: [{ ...one, whole: false }] }, 'ready.notWhole'],
    ['a withdrawn package', { packages: [{ ...one, withdrawn: true }] }, 'ready.withdrawn'],
    ['one that ends before the last evening', { until: '2021-10-04' }, 'ready.tooShort'],
    ['a newer one on its way', { packages: [{ ...one, newer: true }] }, 'ready.newer'],
    ['a stick nobody checked', { stick: undefined }, 'ready.noStick'],
    [
      'a stick of an older version',
      { stick: { packageId: 'o', title: 'T', at: '2021-09-01' } },
      'ready.oldStick',
    ],
    ['a weak battery', { battery: { level: 0.59, charging: false } }, 'ready.weak'],
    ['little room', { freeBytes: 199_000_000 }, 'ready.littleRoom'],
    ['a player that is not kept', { installed: false }, 'ready.notOffline'],
    ['a browser that may clear it', { persistent: false }, 'ready.mayClear'],
    ['a clock in doubt', { clockUncertain: true }, 'log.uncertain'],
    ['a log that was not sent', { waiting: 3 }, 'log.waiting'],
    ['a hamlet head without a number', { withoutPhone: ['Xóm Ễ'] }, 'ready.noPhone'],
    ['nobody to call', { contacts: 0 }, 'ready.noContacts'],
  ]
  it.each(wrong)('says %s, and that alone', (_, change, word) => {
    const open = checksOf({ ...fine, ...change }).filter(({ tone }) => tone !== 'ok')
    expect(open.map((check) => check.word)).toEqual([word])
  })
})

describe('the browser that a link was opened in', () => {
  const android = 'Mozilla/5.0 (Linux; Android 12; SM-A055F'
  const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15'
  it.each([
    [`${android}) AppleWebKit/537.36 Chrome/118.0 Mobile Safari/537.36`, 'chrome'],
    [`${android}; wv) AppleWebKit/537.36 Chrome/118.0 Mobile Safari/537.36`, 'inside'],
    [`${android}) Chrome/118.0 Mobile Safari/537.36 Zalo android/12110`, 'inside'],
    [`${android}) Chrome/118.0 [FB_IAB/FB4A;FBAV/430.0]`, 'inside'],
    [`${iphone} (KHTML, like Gecko) Mobile/15E148 Zalo iOS/521`, 'insideIos'],
    [`${iphone} (KHTML, like Gecko) Version/16.5 Mobile/15E148 Safari/604.1`, 'ios'],
    ['Mozilla/5.0 (Android 12; Mobile; rv:120.0) Gecko/120.0 Firefox/120.0', 'firefox'],
  ])('%s is %s', (agent, kind) => expect(browserOf(agent)).toBe(kind))

  it('opens Chrome at the same address, its code and port included', () => {
    const address = 'https://vang.example:8443/doi/?zarsrc=1#ghi-danh=ABCDE-FGHJK&goc=0011'
    expect(chromeAddress(address)).toBe(
      'intent://vang.example:8443/doi/?zarsrc=1#ghi-danh=ABCDE-FGHJK&goc=0011#Intent;scheme=https;package=com.android.chrome;' +
        `S.browser_fallback_url=${encodeURIComponent(address)};end`,
    )
  })
})
