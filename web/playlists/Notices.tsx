import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { plusDays } from '../ui/days.ts'
import { shortDate } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { useBreakWords } from './break-words.ts'
import css from './PlaylistPage.module.css'
import type { Resolution } from './playlists.api.ts'
import type { Draft } from './use-draft.ts'

type Props = { resolution: Resolution; draft: Draft; onSettings: (() => void) | undefined }

/** What to look at before publishing, each with the way out. */
export function Notices({ resolution, draft, onSettings }: Props) {
  const { t } = useTranslation('playlists')
  const breakWords = useBreakWords()
  const { targets, clashes, shortOfTrip, longerTrips, noTimes } = resolution
  const last = longerTrips.toSorted((a, b) => b.to.localeCompare(a.to))[0]
  const sentences = breakWords(targets.flatMap(({ breaks }) => breaks))
  const [firstClash] = clashes
  const lengthen = () =>
    draft.edit((content) => ({ ...content, validTo: plusDays(content.validTo, shortOfTrip) }))
  if (sentences.length + clashes.length + shortOfTrip === 0 && !noTimes) return null
  return (
    <ul className={css.notices} aria-label={t('notices')}>
      {sentences.slice(0, 3).map((sentence) => (
        <li key={sentence} data-stop>
          <Icon name="clock" size={17} />
          <span>{sentence}</span>
        </li>
      ))}
      {sentences.length > 3 && <li>{t('limits.more', { count: sentences.length - 3 })}</li>}
      {shortOfTrip > 0 && (
        <li>
          <Icon name="warn" size={17} />
          <span>
            {last
              ? t('shortOfPlanned', {
                  team: last.team,
                  from: shortDate(last.from),
                  to: shortDate(last.to),
                  count: shortOfTrip,
                })
              : t('shortOfTrip', { count: shortOfTrip })}
          </span>
          {onSettings && (
            <Button size="row" variant="default" onClick={lengthen}>
              {t('lengthen', { count: shortOfTrip })}
            </Button>
          )}
        </li>
      )}
      {noTimes && (
        <li>
          <Icon name="warn" size={17} />
          <span>{t('noTimes')}</span>
          {onSettings && (
            <Button size="row" variant="default" onClick={onSettings}>
              {t('giveTimes')}
            </Button>
          )}
        </li>
      )}
      {firstClash && (
        <li>
          <Icon name="warn" size={17} />
          <span>
            {t(`clash.${firstClash.goesFirst}`, {
              place: firstClash.targetName,
              start: firstClash.start,
              count: clashes.length,
            })}{' '}
            <Link to="/danh-sach-phat/$playlistId" params={{ playlistId: firstClash.playlistId }}>
              {firstClash.title}
            </Link>
          </span>
        </li>
      )}
    </ul>
  )
}
