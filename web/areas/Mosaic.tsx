import { REFORM_DAY } from '../../server/areas/reform.rules.ts'
import { useAreas } from './areas.api.ts'
import css from './Mosaic.module.css'

/** 161 small squares that become 56: each group is one unit of today, each square a commune it was made of. */
export function Mosaic({ merged }: { merged: boolean }) {
  const units = useAreas(REFORM_DAY).data?.filter((area) => area.level === 'unit') ?? []
  return (
    <div className={css.mosaic} data-merged={merged || undefined} aria-hidden="true">
      {units.map((unit) => (
        <span key={unit.id} className={css.unit} title={unit.name}>
          {unit.predecessors.map((commune) => (
            <i key={commune.id} title={merged ? unit.name : commune.name} />
          ))}
        </span>
      ))}
    </div>
  )
}
