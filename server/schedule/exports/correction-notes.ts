import { type Language, say } from '../../words/words.ts'
import type { Corrected } from '../publishing/corrected.ts'
import { correctionSentence } from '../publishing/correction-text.ts'
import { placeOf } from '../publishing/urgent.rules.ts'
import type { PlannedSlot } from '../schedule.schema.ts'

type Told = Corrected | null | undefined

const note = (language: Language, { number }: Corrected, lines: Corrected['lines']) =>
  lines.length === 0
    ? ''
    : say(language, 'schedule.correction_note', {
        number,
        sentences: lines.map((line) => correctionSentence(language, line)).join('; '),
      })

/** “ĐÍNH CHÍNH (bản số 2): “Ca nhạc” 20:10 chuyển 20:30; …”, under a day; empty where nothing was corrected. */
export const dayNote = (language: Language, told: Told) => (told ? note(language, told, told.lines) : '')

/** What is told of one row that is on air, at its own place in a feed. */
export const slotNote = (language: Language, told: Told, slot: PlannedSlot) =>
  told
    ? note(
        language,
        told,
        told.lines.filter((line) => line.kind !== 'removed' && placeOf(line) === slot.startsAt),
      )
    : ''

/** What is told of a row that is no longer on air. */
export const goneNote = (language: Language, told: Corrected, slot: PlannedSlot) =>
  note(
    language,
    told,
    told.lines.filter(
      (line) =>
        (line.kind === 'removed' || line.kind === 'replaced') &&
        line.from === slot.startsAt &&
        line.title === slot.title,
    ),
  )
