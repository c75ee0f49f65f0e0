import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useToday } from '../ui/clock.ts'
import { bytes, dateTime, duration } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { LanguageChip } from '../ui/LanguageChip.tsx'
import { PackageState } from './PackageState.tsx'
import css from './PackagesPage.module.css'
import { fileUrl, type PackageLine, zipUrl } from './packages.api.ts'
import { StickLink } from './StickLink.tsx'
import { useUse } from './use-until.ts'

/** One package, for a phone in the sun: what it is, until when, one large button. */
export function PackageCard({ line, onOpen }: { line: PackageLine; onOpen: () => void }) {
  const { t } = useTranslation('packages')
  const today = useToday().data?.date
  const until = useUse(line, today)
  const { content } = line
  return (
    <article className={`card ${css.card}`} aria-label={`${line.title}, ${line.target.name}`}>
      <div className="brocade" aria-hidden="true" />
      <div className={css.inside}>
        <h2>{line.target.name}</h2>
        <p className="sec">{line.title}</p>
        <p className="sec">{until}</p>
        {content && (
          <p className={css.languages}>
            {content.languages.map((language) => (
              <LanguageChip key={language} language={language} />
            ))}
          </p>
        )}
        <PackageState line={line} />
        {content && (
          <>
            <p className="sec num">
              {t('holds', { count: content.files, duration: duration(content.totalMs) })}
            </p>
            {content.missing > 0 && <p className={css.missing}>{t('missing', { count: content.missing })}</p>}
            {line.download && (
              <p className={css.fetched}>
                <Icon name="check" size={17} />
                {t('fetchedAt', { time: dateTime(line.download.at), by: line.download.by })}
              </p>
            )}
            <Button
              component="a"
              href={zipUrl(line.id)}
              download
              className={css.big ?? ''}
              fullWidth
              leftSection={<Icon name="down" size={22} />}
              aria-label={t('downloadOf', { name: line.target.name, size: bytes(content.sizeBytes) })}
            >
              {t('download', { size: bytes(content.sizeBytes) })}
            </Button>
            <div className={css.two}>
              <Button
                component="a"
                href={fileUrl(line.id, 'TOPHAT.PDF')}
                target="_blank"
                rel="noreferrer"
                variant="default"
                leftSection={<Icon name="print" size={19} />}
              >
                {t('cueSheet')}
              </Button>
              <StickLink packageId={line.id} />
              <Button variant="default" leftSection={<Icon name="list" size={19} />} onClick={onOpen}>
                {t('files')}
              </Button>
            </div>
          </>
        )}
      </div>
    </article>
  )
}
