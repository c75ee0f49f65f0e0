import { useTranslation } from 'react-i18next'
import { useWidth } from '../ui/use-width.ts'
import css from './Hearing.module.css'
import { HearingPlaces } from './HearingPlaces.tsx'
import { HearingTable } from './HearingTable.tsx'
import type { Resolution } from './playlists.api.ts'

/** A phone has no room for a table of works by places. */
const NARROW = 560

type Props = {
  resolution: Resolution
  onListen: ((target: { kind: string; id: string }) => void) | undefined
}

/** One list, every place's languages: what comes first, what goes along, what is missing, against what is allowed. */
export function Hearing({ resolution, onListen }: Props) {
  const { t } = useTranslation('playlists')
  const [frame, width] = useWidth<HTMLDivElement>()
  const { targets } = resolution
  const whole = targets.filter((target) => target.missing === 0).length
  const within = targets.filter(({ breaks }) => breaks.length === 0).length
  const limited = targets.some(({ breaks, allowedMinutes }) => breaks.length > 0 || allowedMinutes !== null)
  return (
    <div ref={frame}>
      <div className={css.head}>
        <h2>{t('hearing')}</h2>
        <p className="sec">
          {whole === targets.length
            ? t('allWhole', { count: targets.length })
            : t('someMissing', { whole, count: targets.length })}{' '}
          {limited && t('withinLimits', { within, count: targets.length })}
        </p>
      </div>
      <p className={css.key} aria-hidden="true">
        {(['first', 'later', 'standIn', 'missing'] as const).map((kind) => (
          <span key={kind}>
            <i data-kind={kind} />
            {t(`key.${kind}`)}
          </span>
        ))}
      </p>
      {width > 0 &&
        (width < NARROW ? (
          <HearingPlaces resolution={resolution} onListen={onListen} />
        ) : (
          <HearingTable resolution={resolution} onListen={onListen} />
        ))}
    </div>
  )
}
