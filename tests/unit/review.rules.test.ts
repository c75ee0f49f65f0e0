import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Use } from '../../server/library/library.schema.ts'
import { documentKind, goodDocumentName } from '../../server/review/documents.rules.ts'
import {
  hindranceOf,
  lacksTranslation,
  needsListener,
  outcomeOf,
  type Reviewed,
  remarkFits,
  stateBefore,
} from '../../server/review/review.rules.ts'

const version: Reviewed = {
  state: 'submitted',
  language: 'tyz',
  uploadedBy: 'uploader',
  lastEditedBy: 'editor',
  approvedUses: [],
  script: { editedBy: 'writer', translationVi: 'Lời dịch' },
}
const approver = { id: 'approver', role: 'approver', languages: ['vi'] }

describe('who may decide', () => {
  it('lets an approver who had no hand in it', () => {
    expect(hindranceOf(approver, version)).toBeNull()
  })
  it('stops everyone who made some of it, whatever else holds', () => {
    for (const id of ['uploader', 'editor', 'writer'])
      expect(hindranceOf({ ...approver, id }, { ...version, state: 'draft' })).toBe('own_work')
  })
  it('stops other roles, drafts, and what lacks its translation, in that order', () => {
    expect(hindranceOf({ ...approver, role: 'admin' }, version)).toBe('forbidden')
    expect(hindranceOf(approver, { ...version, state: 'approved', script: null })).toBe('not_submitted')
    expect(hindranceOf(approver, { ...version, script: null })).toBe('translation_missing')
  })
  it('asks a translation of every language but Vietnamese and none', () => {
    expect(lacksTranslation({ language: 'vi', script: null })).toBe(false)
    expect(lacksTranslation({ language: null, script: null })).toBe(false)
    expect(lacksTranslation({ language: 'hmn', script: { editedBy: 'x', translationVi: ' \n' } })).toBe(true)
  })
  it('asks a listener only for languages the approver does not speak', () => {
    expect(needsListener(approver, 'tyz')).toBe(true)
    expect(needsListener(approver, 'vi')).toBe(false)
    expect(needsListener(approver, null)).toBe(false)
  })
})

describe('what a decision makes of a version', () => {
  const someUses = fc.subarray<Use>(['tv', 'loudspeaker'])
  it('never approves a use that no approval named', () => {
    fc.assert(
      fc.property(
        someUses,
        fc.constantFrom('approved', 'changes', 'rejected'),
        someUses,
        (before, verdict, uses) => {
          const after = outcomeOf(before, verdict, uses)
          for (const use of after.approvedUses)
            expect(before.includes(use) || (verdict === 'approved' && uses.includes(use))).toBe(true)
          if (verdict !== 'approved') for (const use of uses) expect(after.approvedUses).not.toContain(use)
          expect(after.state === 'approved').toBe(verdict === 'approved' || after.approvedUses.length > 0)
        },
      ),
    )
  })
  it('adds a use without losing or doubling another', () => {
    expect(outcomeOf(['tv'], 'approved', ['tv', 'loudspeaker']).approvedUses).toEqual(['tv', 'loudspeaker'])
  })
  it('goes back where it was when the submission is taken back', () => {
    expect(stateBefore(['tv'], 'changes')).toBe('approved')
    expect(stateBefore([], 'changes')).toBe('changes')
    expect(stateBefore([], undefined)).toBe('draft')
  })
})

it('places remarks within the version, to a player’s precision', () => {
  expect(remarkFits({ atMs: 60_400 }, 60_000)).toBe(true)
  expect(remarkFits({ atMs: 61_001 }, 60_000)).toBe(false)
  expect(remarkFits({ atMs: 5000, toMs: 5000 }, 60_000)).toBe(false)
  expect(remarkFits({ atMs: 5000, toMs: null }, 0)).toBe(true)
})

it('knows a document by its bytes, and a bad name by its signs', () => {
  expect(documentKind(Buffer.from('%PDF-1.4'))?.mediaType).toBe('application/pdf')
  expect(documentKind(Buffer.from('RIFFxxxx'))).toBeUndefined()
  expect(goodDocumentName('Phiếu số 12, ký ngày 03-10.pdf')).toBe(true)
  expect(goodDocumentName('a\u0000.pdf')).toBe(false)
})
