import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { longestLeastMs } from '../../server/library/analysis/qc-rules.schema.ts'
import { number } from '../ui/format.ts'
import css from './QcRulesPage.module.css'
import type { QcRule } from './qc-rules.api.ts'

/** "2 giây", "0,04 giây", from milliseconds. */
export function useSeconds() {
  const { t } = useTranslation('library')
  return (ms: number) =>
    t('rules.seconds', { count: ms / 1000, value: number(ms / 1000, ms % 1000 ? (ms % 100 ? 2 : 1) : 0) })
}

const steps = [100, 200, 500, 1000, 1500, 2000, 3000, 5000, 10_000, 15_000, 20_000, 30_000, longestLeastMs]

type Props = { rule: QcRule; mayRule: boolean; onChoose: (leastMs: number) => void }

/** From what length on a stretch is told; nothing for what has no length, or is not told at all. */
export function LeastLength({ rule, mayRule, onChoose }: Props) {
  const { t } = useTranslation('library')
  const seconds = useSeconds()
  const { leastMs, usual } = rule
  if (leastMs === null || usual.leastMs === null || rule.graveness === 'off') return null
  const least = usual.leastMs
  // What is measured at all, and what was set through the API, are choices too.
  const choices = [...new Set([least, leastMs, ...steps.filter((ms) => ms > least)])].sort((a, b) => a - b)
  return (
    <div className={css.least}>
      {mayRule ? (
        <NativeSelect
          className={css.from ?? ''}
          label={t('rules.least')}
          aria-label={t('rules.leastOf', { title: rule.title })}
          size="xs"
          value={leastMs}
          onChange={(event) => onChoose(Number(event.currentTarget.value))}
          data={choices.map((ms) => ({ value: `${ms}`, label: seconds(ms) }))}
        />
      ) : (
        `${t('rules.least')} ${seconds(leastMs)}`
      )}
      {leastMs !== least && <span className={css.usual}>{t('rules.usual', { usual: seconds(least) })}</span>}
    </div>
  )
}
