import { framesIn, timecodeAfter } from '../../../media/timecode.ts'
import { fold } from '../../db/folding.ts'

interface Credit {
  role: string
  name: string
}

interface Act {
  title: string
  credits: readonly Credit[]
  /** From the start of the programme. */
  inMs: number
  outMs: number
}

/** A row of the cue sheet, every cell as it is printed. */
export interface Cue {
  number: string
  title: string
  author: string
  arranger: string
  performers: string
  inTimecode: string
  /** Of the frame after the last. */
  outTimecode: string
  /** hours:minutes:seconds:frames */
  duration: string
}

/** Where the programme lies in the file that is delivered. */
export interface Place {
  startTimecode: string | null
  leaderMs: number
}

const fps = { num: 25, den: 1 }
const nought = '00:00:00:00'

/** The time code in the delivered file of a moment of the programme, ms from its start. */
export function timecodeOf({ startTimecode, leaderMs }: Place, ms: number): string {
  return timecodeAfter(startTimecode ?? nought, framesIn(leaderMs, fps) + framesIn(ms, fps), fps)
}

/** A length as a time code. */
export const lengthCode = (ms: number) => timecodeAfter(nought, framesIn(ms, fps), fps)

// Whole words of the folded role. Who plays music comes before who wrote it, for "nhạc công" holds "nhạc".
const arrangerRoles =
  /\b(phoi|hoa am|chuyen soan|chuyen the|bien soan|bien dao|dan dung|dao dien|arrange[dr]?|choreograph\w*|director)\b/
const performerRoles =
  /\b(bieu dien|the hien|trinh bay|ca si|hat|mua|top|nhac cong|don ca|song ca|perform\w*|sing\w*|danc\w*)\b/
const authorRoles =
  /\b(tac gia|sang tac|nhac si|nhac|loi|tho|kich ban|suu tam|author|composer|lyrics|music|words)\b/

type Column = 'author' | 'arranger' | 'performers'

function columnOf(role: string): Column | undefined {
  const folded = fold(role)
  if (arrangerRoles.test(folded)) return 'arranger'
  if (performerRoles.test(folded)) return 'performers'
  return authorRoles.test(folded) ? 'author' : undefined
}

/** Whoever has a role that none of the columns is for stands among the performers, with that role. */
function people(credits: readonly Credit[]): Record<Column, string> {
  const columns: Record<Column, string[]> = { author: [], arranger: [], performers: [] }
  for (const { role, name } of credits) {
    const column = columnOf(role)
    columns[column ?? 'performers'].push(column || !role ? name : `${role}: ${name}`)
  }
  const joined = (names: string[]) => [...new Set(names)].join(', ')
  return {
    author: joined(columns.author),
    arranger: joined(columns.arranger),
    performers: joined(columns.performers),
  }
}

/** The rows of the cue sheet, in the order of the programme; the whole of it is one where nobody marked acts. */
export function cuesOf(acts: readonly Act[], whole: Act, place: Place): Cue[] {
  const rows = acts.length > 0 ? acts : [whole]
  return rows.map((act, index) => ({
    number: String(index + 1),
    title: act.title,
    ...people(act.credits),
    inTimecode: timecodeOf(place, act.inMs),
    outTimecode: timecodeOf(place, act.outMs),
    duration: lengthCode(framesOf(act.outMs) - framesOf(act.inMs)),
  }))
}

/** Rounded to the frame it is shown at, in ms, so that out less in is what is printed. */
const framesOf = (ms: number) => framesIn(ms, fps) * 40
