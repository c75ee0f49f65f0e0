import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { duration } from '../ui/format.ts'
import { languageCodes, languageName } from '../ui/LanguageChip.tsx'
import { LanguagePatch } from '../ui/LanguagePatch.tsx'
import css from './Evening.module.css'
import { type Actions, ItemMenu, itemKeys, useItemDrag } from './ItemMenu.tsx'
import type { Resolution, WorkItem } from './playlists.api.ts'

type Resolved = Resolution['items'][number]
type Recordings = Resolved['approved']
type Props = {
  item: WorkItem & { key: string }
  number: number
  /** What is known of it; absent while it is not. */
  resolved: Resolved | undefined
  listSpeaksTwice: boolean
  actions: Actions | undefined
}

export function EveningItem({ item, number, resolved, listSpeaksTwice, actions }: Props) {
  const { t } = useTranslation('playlists')
  const row = useItemDrag(item, number, actions)
  const recordings = resolved?.approved
  return (
    <li className={css.item} {...row}>
      <span className={`num ${css.number}`}>{number}</span>
      <div className={css.words}>
        <Link
          to="/tu-lieu/$workId"
          params={{ workId: item.workId }}
          className={css.title ?? ''}
          draggable={false}
          onKeyDown={itemKeys(actions)}
          title={actions ? t('keysHint') : undefined}
        >
          {item.title}
        </Link>
        <p>
          {t(`kind.${item.kind}`)}
          {(item.bilingual ?? listSpeaksTwice) && ` · ${t('twice.said')}`}
        </p>
        {resolved?.barred && <p className={css.nothing}>{t('barred')}</p>}
      </div>
      <span className={`num ${css.length}`}>{recordings && spread(recordings)}</span>
      {recordings && <Languages recordings={recordings} />}
      {actions && (
        <ItemMenu item={item} name={item.title} actions={actions} listSpeaksTwice={listSpeaksTwice} />
      )}
    </li>
  )
}

/** Which languages may be heard: filled where approved, dashed where still missing. */
function Languages({ recordings }: { recordings: Recordings }) {
  const { t } = useTranslation('playlists')
  const has = (language: string | null) => recordings.some((recording) => recording.language === language)
  if (has(null)) return null
  if (recordings.length === 0) return <p className={css.nothing}>{t('nothingApproved')}</p>
  const names = recordings.map((recording) => languageName(recording.language)).join(', ')
  return (
    <p className={css.languages}>
      <span className="sr-only">{t('approvedIn', { languages: names })}</span>
      {languageCodes.map((code) => (
        <span key={code} data-here={has(code) || undefined} title={languageName(code)} aria-hidden="true">
          <LanguagePatch language={code} />
        </span>
      ))}
    </p>
  )
}

function spread(recordings: Recordings): string {
  const lengths = recordings.map((recording) => recording.durationMs)
  if (lengths.length === 0) return ''
  const [shortest, longest] = [duration(Math.min(...lengths)), duration(Math.max(...lengths))]
  return shortest === longest ? shortest : `${shortest} - ${longest}`
}
