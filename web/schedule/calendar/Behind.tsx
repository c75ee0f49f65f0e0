import { memo, useMemo } from 'react'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import css from './Behind.module.css'
import { boxOf, type PlacedBand } from './geometry.ts'
import { inSight, type Sight } from './use-sight.ts'

/** Something that stands behind the plan: instants are those of the week that is shown. */
export interface BehindBlock {
  key: string
  title: string
  startsAt: string
  endsAt: string
}

/** Of one day: last week's plan, and the places that the weekly grid (khung) keeps. */
export interface BehindDay {
  ghosts: readonly BehindBlock[]
  places: readonly BehindBlock[]
}

type Props = { behind: BehindDay; day: string; bands: readonly PlacedBand[]; sight: Sight }

const NAME_LEAST_PX = 15

/** What was there a week ago and what the weekly grid asks for, seen where the plan leaves room. */
export const Behind = memo(function Behind({ behind, day, bands, sight }: Props) {
  const all = useMemo(() => {
    const put = (blocks: readonly BehindBlock[], look: 'ghost' | 'place') =>
      blocks.flatMap((block) => {
        const box = boxOf(bands, day, block)
        return box ? [{ ...block, look, box }] : []
      })
    return [...put(behind.places, 'place'), ...put(behind.ghosts, 'ghost')]
  }, [behind, day, bands])
  return (
    <div aria-hidden="true">
      {all
        .filter(({ box }) => inSight(sight, box))
        .map(({ key, look, title, startsAt, box }) => (
          <div
            key={`${look} ${key}`}
            className={css.block}
            data-look={look}
            style={{ top: box.top + 1, height: Math.max(2, box.height - 2) }}
            title={`${timeOfDay(startsAt)} ${title}`}
          >
            {box.height >= NAME_LEAST_PX && <span>{title}</span>}
          </div>
        ))}
    </div>
  )
})
