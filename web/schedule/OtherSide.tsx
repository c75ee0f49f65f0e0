import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'
import css from './Refusal.module.css'

/** What two people want of one thing, in words. */
export interface Difference {
  key: string
  field: string
  yours: string
  theirs: string
}

/** What is wanted here beside what somebody else did, value beside value. */
export function SidesTable({ rows, name }: { rows: readonly Difference[]; name: string }) {
  const { t } = useTranslation('schedule')
  return (
    <table className={css.sides}>
      <thead>
        <tr>
          <th scope="col">{t('stale.field')}</th>
          <th scope="col">{t('stale.yours')}</th>
          <th scope="col">{name}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, field, yours, theirs }) => (
          <tr key={key}>
            <th scope="row">{field}</th>
            <td>{yours}</td>
            <td>{theirs}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What stands now, of settings that somebody else was faster to set. */
export const theirsIn = <T,>(error: unknown): Partial<T> | undefined =>
  error instanceof ApiError && error.code === 'stale'
    ? (error.details as { theirs?: Partial<T> }).theirs
    : undefined

/** What two say in the same words, field by field. */
export const beside = (
  yours: readonly (readonly [field: string, said: string])[],
  theirs: readonly (readonly [field: string, said: string])[],
) => yours.map(([field, said], i) => [field, said, theirs[i]?.[1] ?? ''] as const)

/** Somebody else was faster: both sides, of which doing it once more takes this one. Rows in which they agree are left out. */
export function OtherSide({
  rows,
  hint,
}: {
  rows: readonly (readonly [field: string, yours: string, theirs: string])[]
  /** What doing it once more comes to, where it is no saving. */
  hint?: string | undefined
}) {
  const { t } = useTranslation('schedule')
  const nothing = t('stale.nothing')
  const differing = rows.flatMap(([field, yours, theirs]) =>
    yours === theirs ? [] : { key: field, field, yours: yours || nothing, theirs: theirs || nothing },
  )
  return (
    <section className={css.refusal} role="alert">
      <p>{t('stale.settings')}</p>
      {differing.length > 0 && <SidesTable rows={differing} name={t('stale.someone')} />}
      <p>{hint ?? t('stale.inForm')}</p>
    </section>
  )
}
