import { expect, it } from 'vitest'
import { StaleChange, withRefusal } from '../../web/schedule/stale.ts'

const disagreement = (id: string) =>
  new StaleChange({ channelId: 'cao-bang', words: 'đổi giờ', changes: [], follow: true }, [
    { id, yours: { do: 'edit' }, theirs: null },
  ])

it('keeps every disagreement that nobody has decided on, in the order in which they came', () => {
  const [first, second] = [disagreement('a'), disagreement('b')]
  expect(withRefusal(withRefusal([], first), second)).toEqual([first, second])
})

it('says the same plain refusal once, and lets it push out no other', () => {
  const stale = disagreement('a')
  const waiting = [new Error('Tư liệu đã rút'), stale, new Error('Không có quyền')].reduce(
    withRefusal,
    [] as readonly unknown[],
  )
  expect(waiting).toHaveLength(3)
  expect(withRefusal(waiting, new Error('Tư liệu đã rút'))).toBe(waiting)
})
