import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmInline } from '../ui/ConfirmInline.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { duration, shortDateTime, timecode } from '../ui/format.ts'
import { LanguageChip, languageCodes, languageName } from '../ui/LanguageChip.tsx'
import { toast } from '../ui/toasts.ts'
import { useEditVersion, useWithdrawVersion, type Version } from './library.api.ts'
import type { Shown } from './shown.ts'
import { isApproved } from './standing.ts'
import css from './WorkPage.module.css'

/** The open version: its language, cut, approval; and what can be done with it. */
export function VersionPanel({ version, mayEdit }: Shown & { version: Version }) {
  const { t } = useTranslation('library')
  const [asking, setAsking] = useState(false)
  const edit = useEditVersion()
  const withdraw = useWithdrawVersion()
  const { id, revision, language } = version
  const choose = (value: string) => {
    const chosen = languageCodes.find((code) => code === value) ?? null
    edit.mutate(
      { id, revision, language: chosen },
      {
        onSuccess: ({ revision: after }) =>
          toast(t('version.languageChanged', { name: languageName(chosen) }), {
            undo: () => edit.mutate({ id, revision: after, language: language as typeof chosen }),
          }),
      },
    )
  }
  const cut = version.inMs !== null && version.outMs !== null
  return (
    <section className={`card ${css.side}`} aria-labelledby="version">
      <h2 id="version">{t('version.title', { number: version.number })}</h2>
      <dl className={css.pairs}>
        <dt>{t('field.language')}</dt>
        <dd>
          {mayEdit && version.state !== 'withdrawn' ? (
            <NativeSelect
              aria-label={t('field.language')}
              size="xs"
              value={language ?? ''}
              onChange={(event) => choose(event.currentTarget.value)}
              disabled={edit.isPending}
              data={[
                { value: '', label: languageName(null) },
                ...languageCodes.map((code) => ({ value: code, label: languageName(code) })),
              ]}
            />
          ) : (
            <LanguageChip language={language} />
          )}
        </dd>
        <dt>{t('field.length')}</dt>
        <dd className="num">{version.durationMs > 0 ? duration(version.durationMs) : '--'}</dd>
        {cut && (
          <>
            <dt>{t('field.cut')}</dt>
            <dd className="num">
              {timecode(version.inMs ?? 0)} - {timecode(version.outMs ?? 0)}
            </dd>
          </>
        )}
        {version.soundOnly && (
          <>
            <dt>{t('field.takes')}</dt>
            <dd>{t('player.soundOnly')}</dd>
          </>
        )}
        <dt>{t('field.approvedFor')}</dt>
        <dd>
          {isApproved(version)
            ? version.approvedUses.map((use) => t(`use.${use}`)).join(', ')
            : t('version.noUse')}
        </dd>
        {version.submittedAt && version.state === 'submitted' && (
          <>
            <dt>{t('field.submitted')}</dt>
            <dd className="num">{shortDateTime(version.submittedAt)}</dd>
          </>
        )}
      </dl>
      {mayEdit && isApproved(version) && <p className={css.hint}>{t('version.editHint')}</p>}
      {(edit.error ?? withdraw.error) && <ErrorState error={edit.error ?? withdraw.error} />}
      {mayEdit &&
        (asking ? (
          <ConfirmInline
            question={t('version.withdrawAsk', { number: version.number })}
            confirm={t('version.withdraw')}
            busy={withdraw.isPending}
            onConfirm={() => withdraw.mutate({ id, revision }, { onSettled: () => setAsking(false) })}
            onCancel={() => setAsking(false)}
          />
        ) : (
          <Button variant="subtle" size="row" onClick={() => setAsking(true)}>
            {t('version.withdraw')}
          </Button>
        ))}
    </section>
  )
}
