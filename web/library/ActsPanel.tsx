import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { duration, timecode } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import type { Playback } from '../ui/use-playback.ts'
import css from './Acts.module.css'
import { actsWithin } from './acts.ts'
import { CutForm } from './CutForm.tsx'
import type { Version } from './library.api.ts'
import type { Marks, Shown } from './shown.ts'

type Props = Shown & {
  version: Version
  playback: Playback
  marks: Marks
  onMarks: (marks: Marks) => void
  onMarkIn: () => void
  onMarkOut: () => void
}

/** The acts of this recording in their order; pressing one goes there. Under it, a new one from the marks. */
export function ActsPanel(props: Props) {
  const { t } = useTranslation('library')
  const { detail, version, mayEdit, playback } = props
  const acts = actsWithin(detail.acts, version)
  return (
    <section className={`card ${css.acts}`} aria-label={t('acts.heading')}>
      <h2>{acts.length > 0 ? t('acts.title', { count: acts.length }) : t('acts.heading')}</h2>
      {acts.length === 0 && <p className={css.none}>{t(mayEdit ? 'acts.noneYet' : 'acts.none')}</p>}
      <ol className={css.list}>
        {acts.map(({ act, cut, fromMs, toMs }, index) => (
          <li
            key={cut.id}
            aria-current={(playback.positionMs >= fromMs && playback.positionMs < toMs) || undefined}
          >
            <span className={`num ${css.n}`}>{index + 1}</span>
            <Link to="/tu-lieu/$workId" params={{ workId: act.id }}>
              {act.title}
            </Link>
            {cut.soundOnly && <Icon name="speaker" size={15} label={t('soundOnly')} />}
            <span className="num">{duration(cut.durationMs)}</span>
            <button
              type="button"
              className={css.go}
              onClick={() => {
                playback.seek(fromMs)
                playback.play()
              }}
              aria-label={t('acts.playFrom', { title: act.title, time: timecode(fromMs) })}
            >
              <Icon name="play" size={15} />
            </button>
          </li>
        ))}
      </ol>
      {mayEdit && <CutForm {...props} />}
    </section>
  )
}
