import { useTranslation } from 'react-i18next'
import { clockTimeSec, type When } from './format.ts'
import css from './TimeCell.module.css'

/** A time of day in a column; unknown is --:--:--. */
export function TimeCell({ at, strong }: { at: When | null | undefined; strong?: boolean }) {
  if (at === null || at === undefined) return <UnknownTime />
  return <time className={strong ? 'num strong' : 'num'}>{clockTimeSec(at)}</time>
}

function UnknownTime() {
  const { t } = useTranslation('ui')
  return (
    <span className="num mut">
      <span aria-hidden="true">--:--:--</span>
      <span className="sr-only">{t('unknownTime')}</span>
    </span>
  )
}

/** How far the actual lies from the planned, signed, in seconds. `over` counts up in red. */
export function Deviation({ seconds, over }: { seconds: number; over?: boolean }) {
  const { t } = useTranslation('ui')
  if (seconds === 0) return <span className="num mut">{t('onTime')}</span>
  const signed = `${seconds > 0 ? '+' : '-'}${Math.abs(seconds)}`
  return (
    <span className={`num ${over ? css.over : css.off}`}>
      {over ? t('over', { seconds: signed }) : signed}
    </span>
  )
}
