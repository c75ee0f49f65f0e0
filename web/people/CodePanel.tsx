import { useTranslation } from 'react-i18next'
import { clockTime } from '../ui/format.ts'
import css from './People.module.css'
import type { Slip } from './people.api.ts'

/** 1234 5678: in the groups in which it is read out. */
export const grouped = (code: string) => code.replace(/(\d{4})(\d{4})/, '$1 $2')
export const qrAddress = (svg: string) => `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`

/** The code while it can be seen: it is shown this once. */
export function CodePanel({ slip }: { slip: Slip }) {
  const { t } = useTranslation('people')
  return (
    <section className={css.code} aria-live="polite" aria-label={t('code.title')}>
      <p className={`num ${css.digits}`}>{grouped(slip.code)}</p>
      <p>{t('code.until', { time: clockTime(slip.expiresAt) })}</p>
      <img src={qrAddress(slip.qrSvg)} alt={t('code.qr', { name: slip.name })} width={168} height={168} />
      <p className="sec">{t('code.how', { address: slip.address })}</p>
    </section>
  )
}
