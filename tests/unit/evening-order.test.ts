import fc from 'fast-check'
import { expect, it } from 'vitest'
import { playedParts } from '../../server/playlists/playlists.schema.ts'
import { differences } from '../../web/playlists/differences.ts'
import { droppedOn, inOrder, moved, type Part } from '../../web/playlists/order.ts'
import type { Item } from '../../web/playlists/use-draft.ts'

const item = (key: string, part: Part = 'notices'): Item => ({
  key,
  part,
  bilingual: null,
  workId: key,
  title: key,
  shortName: key,
  kind: 'announcement',
})
const keys = (items: readonly Item[]) => items.map(({ key }) => key).join('')

it('puts what is dragged where it is let go of, upwards, downwards and into another part', () => {
  const list = [item('a'), item('b'), item('c'), item('d', 'film')]
  expect(keys(droppedOn(list, 'c', 0))).toBe('cabd')
  expect(keys(droppedOn(list, 'a', 2))).toBe('bcad')
  const into = droppedOn(list, 'a', 3)
  expect([keys(into), into[2]?.part]).toEqual(['bcad', 'film'])
})

it('moves one item at a time and never shuffles the others', () => {
  const items = fc.array(fc.constantFrom(...playedParts), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(items, fc.nat(), fc.nat(), (parts, from, to) => {
      const list = inOrder(parts.map((part, index) => item(`${index} `, part)))
      const chosen = list[from % list.length]?.key ?? ''
      const others = (some: readonly Item[]) => keys(some.filter(({ key }) => key !== chosen))
      expect(others(droppedOn(list, chosen, to % list.length))).toBe(others(list))
      expect(others(moved(list, chosen, 1))).toBe(others(list))
      expect(droppedOn(list, chosen, to % list.length)).toHaveLength(list.length)
    }),
  )
})

it('tells what two people made of one list, side by side', () => {
  const settings = {
    bilingual: false,
    pauseMs: 0,
    lengths: {},
    bulletinClass: 'normal' as const,
    starts: [],
    weekdays: [1],
    tripDays: 1,
  }
  const side = { title: 'Phát loa', validFrom: '2021-09-28', validTo: '2021-10-04', targets: [], settings }
  const say = { nameOf: (one: object) => ('title' in one ? String(one.title) : ''), days: () => '28/09' }
  const mine = { ...side, items: [item('a'), item('b'), item('c')] }
  expect(differences(mine, mine, say)).toEqual([])
  const theirs = { ...side, title: 'Tên khác', items: [item('b'), item('a'), item('d')] }
  expect(differences(mine, theirs, say)).toEqual([
    { what: 'title', mine: 'Phát loa', theirs: 'Tên khác' },
    { what: 'added', mine: 'c', theirs: '' },
    { what: 'removed', mine: '', theirs: 'd' },
    { what: 'order', mine: 'a, b, c', theirs: 'b, a, d' },
  ])
})
