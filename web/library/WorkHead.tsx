import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import { languageName } from '../ui/LanguageChip.tsx'
import { StatusChip } from '../ui/StatusChip.tsx'
import { Submit } from './Submit.tsx'
import type { Shown } from './shown.ts'
import { standingOf } from './standing.ts'
import { TitleForm } from './TitleForm.tsx'
import css from './WorkPage.module.css'

/** What it is, where it stands, where it comes from; which version is open; the one next thing to do. */
export function WorkHead({ detail, version, mayEdit }: Shown) {
  const { t } = useTranslation('library')
  const [editing, setEditing] = useState(false)
  const { work } = detail
  const standing = version && standingOf(version)
  if (editing) return <TitleForm work={work} onClose={() => setEditing(false)} />
  return (
    <header className={css.head}>
      <div className="grow">
        <div className={css.title}>
          <h2>{work.title}</h2>
          {work.withdrawnAt ? (
            <StatusChip status="withdrawn" />
          ) : (
            standing && (
              <StatusChip status={standing.status}>{standing.word && t('state.refused')}</StatusChip>
            )
          )}
          {mayEdit && (
            <Button
              variant="subtle"
              size="row"
              onClick={() => setEditing(true)}
              leftSection={<Icon name="pen" size={16} />}
            >
              {t('editTitle')}
            </Button>
          )}
        </div>
        <p className={css.facts}>
          {t(`kind.${work.kind}`)} · {work.unitName}
          {version && (
            <>
              {' · '}
              <a className="link" href="#languages">
                {t('versionIn', { number: version.number, language: languageName(version.language) })}
              </a>
            </>
          )}
          {work.parentWorkId && (
            <>
              {' · '}
              {t('cutFrom')}{' '}
              <Link className="link" to="/tu-lieu/$workId" params={{ workId: work.parentWorkId }}>
                {work.parentTitle}
              </Link>
            </>
          )}
        </p>
      </div>
      <div className={css.actions}>
        {version && mayEdit && <Submit version={version} scripts={detail.scripts} />}
      </div>
    </header>
  )
}
