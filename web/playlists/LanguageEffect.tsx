import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '../api.ts'
import { languageName } from '../ui/LanguageChip.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { days } from './days.ts'
import css from './LanguageEffect.module.css'

type Props = { target: { kind: 'area' | 'cluster'; id: string }; languages: readonly string[] }
type Code = 'vi' | 'tyz' | 'nut' | 'hmn' | 'ium' | 'nty' | 'x-sanchi'

/** What another order of languages would change in lists still to be played, before it is saved. */
export default function LanguageEffect({ target, languages }: Props) {
  const { t } = useTranslation('playlists')
  const effect = useQuery({
    queryKey: ['playlist', 'language-effect', target.kind, target.id, languages.join()],
    meta: { also: ['version', 'work', 'area', 'cluster'] },
    queryFn: () => unwrap(api['language-effect'].$post({ json: { target, languages: languages as Code[] } })),
    placeholderData: (before) => before,
  })
  const said = (heard: string) =>
    heard === 'missing' || heard === 'absent'
      ? t(`effect.${heard}`)
      : languageName(heard === 'none' ? null : heard)
  return (
    <section className={css.effect} aria-live="polite" aria-label={t('effect.title')}>
      <Loaded query={effect}>
        {({ lists, open, rows }) => (
          <>
            <b>
              {rows === 0
                ? t('effect.nothing', { count: open })
                : t('effect.summary', { rows, count: lists.length, open })}
            </b>
            {lists.map((list) => (
              <div key={list.playlistId}>
                <Link to="/danh-sach-phat/$playlistId" params={{ playlistId: list.playlistId }}>
                  {list.title}
                </Link>
                <small className="num"> {days(list)}</small>
                {list.number !== null && <small>{t('effect.published', { number: list.number })}</small>}
                <ul>
                  {list.changes.map(({ title, before, after }) => (
                    <li key={`${title} ${before} ${after}`}>
                      {title}: <s>{said(before)}</s> <b>{said(after)}</b>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </>
        )}
      </Loaded>
    </section>
  )
}
