import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import type { Candidate, Verdict } from '../ui/verify/verify.ts'
import { useTrust } from './use-trust.ts'
import css from './VerifyFolderPage.module.css'

/** Whole, or what is not: one sentence first, then every file that needs a hand. */
export function VerdictCard({ candidate, verdict }: { candidate: Candidate; verdict: Verdict }) {
  const { t } = useTranslation('packages')
  const trust = useTrust(candidate)
  const { manifest, stick } = candidate
  const broken = verdict.missing.length + verdict.changed.length
  // The loudspeaker plays whatever is there: a file too many is no smaller fault than one too few.
  const refused = trust !== 'signed' && trust !== 'unknown' && trust !== 'checking'
  const isWhole = broken === 0 && verdict.extra.length === 0 && !refused
  const total = stick?.list ? stick.list.files.length + 1 : manifest.files.length
  const rows = (['missing', 'changed', 'extra'] as const).filter((kind) => verdict[kind].length > 0)
  return (
    <section className={`card ${css.verdict}`} data-whole={isWhole || undefined}>
      <p className={css.head}>
        <Icon name={isWhole ? 'shield' : 'stop'} size={24} />
        <b>
          {isWhole
            ? t('verdict.whole', { count: verdict.whole.length })
            : broken === 0 && verdict.extra.length === 0
              ? t('verdict.refused')
              : broken === 0
                ? t('verdict.more', { count: verdict.extra.length })
                : t('verdict.broken', { count: broken, total })}
        </b>
      </p>
      <p>
        {manifest.target.name},{' '}
        {t('groupTitle', { title: manifest.playlist.title, number: manifest.sequence })}
      </p>
      <p className={refused ? css.refused : trust === 'unknown' ? 'sec' : undefined}>{t(`trust.${trust}`)}</p>
      <p>
        {t('checkCode')} <b className={`num ${css.code}`}>{verdict.checkCode ?? t('verdict.noCode')}</b>
        {verdict.checkCode && (
          <span className="sec">
            {' '}
            {t(verdict.checkCode === manifest.checkCode ? 'verdict.sameCode' : 'verdict.otherCode')}
          </span>
        )}
      </p>
      {stick?.list && !stick.finished && <p>{t('verdict.unfinished')}</p>}
      {!isWhole && <p>{t('verdict.advice')}</p>}
      {rows.map((kind) => (
        <div key={kind}>
          <h2>{t(`verdict.${kind}`, { count: verdict[kind].length })}</h2>
          <ul className={css.paths}>
            {verdict[kind].map((path) => (
              <li key={path} className="num">
                {path}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {verdict.extra.some((path) => /\.mp3$/i.test(path)) && <p>{t('verdict.extraPlays')}</p>}
    </section>
  )
}
