import { useTranslation } from 'react-i18next'
import { loudnessBy } from './level.ts'
import type { Recorder } from './recorder.ts'
import css from './Voice.module.css'

const lowestDb = -60

/** How loud it is at this moment, in a bar and in a word; red where the voice breaks. */
export function Meter({ recorder }: { recorder: Recorder }) {
  const { t } = useTranslation('voice')
  const { peakDb, meanDb } = recorder.level.use()
  const loudness = loudnessBy(peakDb)
  const share = (db: number) => Math.max(0, Math.min(1, 1 - db / lowestDb))
  return (
    <div className={css.meter} data-loudness={loudness}>
      {/* biome-ignore lint/a11y/useSemanticElements: the element cannot show a peak beside the level */}
      <div
        className={css.bar}
        role="meter"
        aria-label={t('meter.label')}
        aria-valuemin={lowestDb}
        aria-valuemax={0}
        aria-valuenow={Math.round(Math.max(lowestDb, Math.min(0, peakDb)))}
        aria-valuetext={t(`meter.${loudness}`)}
      >
        <i style={{ width: `${share(meanDb) * 100}%` }} />
        <b style={{ left: `${share(peakDb) * 100}%` }} />
      </div>
      <span>{t(`meter.${loudness}`)}</span>
    </div>
  )
}
