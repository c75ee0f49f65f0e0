import { expect, it } from 'vitest'
import { deinterlaceBy } from '../../server/library/fixes/fields.rules.ts'

const hidden = [{ code: 'black' }, { code: 'fields_undeclared' }]

it('takes fields apart that an analysis found where nobody chose otherwise', () => {
  expect(deinterlaceBy('auto', hidden)).toBe('always')
  expect(deinterlaceBy('auto', [{ code: 'interlaced' }])).toBe('auto')
  expect(deinterlaceBy('auto', [])).toBe('auto')
})

it('leaves a choice as it is, whatever an analysis found', () => {
  expect(deinterlaceBy('never', hidden)).toBe('never')
  expect(deinterlaceBy('always', [])).toBe('always')
})
