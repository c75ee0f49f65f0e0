import { expect, it } from 'vitest'
import { excessOf, isForeign, mostBytes, mostFiles, plainlyNamed } from '../../web/uploads/share/taking.ts'

const own = 'https://vang.example'
const post = (values: Partial<Pick<Request, 'mode' | 'destination' | 'referrer'>> = {}) =>
  isForeign({ mode: 'navigate', destination: 'document', referrer: '', ...values }, own)
const sized = (size: number) => ({ size }) as Blob

it('takes what the system or a page of its own shares, and nothing that another site or a script posts', () => {
  expect(post()).toBe(false)
  expect(post({ referrer: 'about:client' })).toBe(false)
  expect(post({ referrer: `${own}/tai-len` })).toBe(false)
  expect(post({ referrer: 'https://elsewhere.example/' })).toBe(true)
  expect(post({ referrer: `${own}.elsewhere.example/` })).toBe(true)
  expect(post({ destination: 'iframe' })).toBe(true)
  expect(post({ mode: 'cors' })).toBe(true)
})

it('takes as many files and bytes as may wait, and says which was too much', () => {
  const waiting = Array.from({ length: mostFiles - 1 }, () => sized(1))
  expect(excessOf(waiting, [sized(1)])).toBeNull()
  expect(excessOf(waiting, [sized(1), sized(1)])).toBe('qua-nhieu')
  expect(excessOf([], [sized(mostBytes)])).toBeNull()
  expect(excessOf([sized(1)], [sized(mostBytes)])).toBe('qua-lon')
  // A text without a file is shared too, and is never too much.
  expect(excessOf([...waiting, sized(1), sized(1)], [])).toBeNull()
})

it('shows a file under a name that reads as what it is', () => {
  const named = (name: string) => plainlyNamed(new File(['a'], name, { type: 'audio/mp4' }))
  expect(named('Thu âm tiếng Mông.m4a').name).toBe('Thu âm tiếng Mông.m4a')
  expect(named('../\u202ea4m.exe').name).toBe('a4m.exe')
  expect(named(`${'à'.repeat(5000)}.m4a`).name).toHaveLength(200)
  expect(named('a.m4a')).toMatchObject({ size: 1, type: 'audio/mp4' })
})
