import { useTranslation } from 'react-i18next'
import { bytes, dateTime } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import css from './PackageDrawer.module.css'
import { useDownloads } from './packages.api.ts'

/** Who fetched the package, when, and how much of it. */
export function Downloads({ id }: { id: string }) {
  const { t } = useTranslation('packages')
  const query = useDownloads(id)
  return (
    <section className={css.section} aria-label={t('downloads.title')}>
      <h3>{t('downloads.title')}</h3>
      <Loaded query={query}>
        {(downloads) =>
          downloads.length === 0 ? (
            <p className="sec">{t('notFetched')}</p>
          ) : (
            <ul className={css.plain}>
              {downloads.map((one) => (
                <li key={one.id}>
                  <b>{one.by}</b>{' '}
                  <span className="sec">
                    {one.device && `${t('downloads.device')}, `}
                    <span className="num">{dateTime(one.lastByteAt)}</span>,{' '}
                    {one.whole ? t('downloads.whole') : t('downloads.part', { size: bytes(one.bytes) })}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}
