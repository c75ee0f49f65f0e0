import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { workKinds } from '../../server/library/library.schema.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { toast } from '../ui/toasts.ts'
import { useEditWork, useRestoreWork, useWithdrawWork, type WorkDetail } from './library.api.ts'
import css from './WorkPage.module.css'

type Work = WorkDetail['work']

/** Names and kind. What somebody else changed meanwhile is said, and shown, before anything is overwritten. */
export function TitleForm({ work, onClose }: { work: Work; onClose: () => void }) {
  const { t } = useTranslation(['library', 'common'])
  const navigate = useNavigate()
  const [title, setTitle] = useState(work.title)
  const [shortName, setShortName] = useState(work.shortName)
  const [kind, setKind] = useState<Work['kind']>(work.kind)
  const edit = useEditWork()
  const withdraw = useWithdrawWork()
  const restore = useRestoreWork()
  const save = (event: FormEvent) => {
    event.preventDefault()
    // The short name follows the title until somebody gives it one of its own.
    const short = shortName === work.shortName && work.shortName === work.title ? title : shortName
    edit.mutate(
      { id: work.id, revision: work.revision, title, shortName: short, kind },
      { onSuccess: onClose },
    )
  }
  const takeAway = () =>
    withdraw.mutate(
      { id: work.id, revision: work.revision },
      {
        onSuccess: () => {
          toast(t('workWithdrawn', { title: work.title }), { undo: () => restore.mutate(work.id) })
          navigate({ to: '/thu-vien' })
        },
      },
    )
  return (
    <form className={`card ${css.form}`} onSubmit={save}>
      <TextInput
        label={t('field.title')}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        maxLength={300}
        required
        data-autofocus
        className={css.wide ?? ''}
      />
      <TextInput
        label={t('field.shortName')}
        description={t('field.shortNameHint')}
        value={shortName}
        onChange={(event) => setShortName(event.currentTarget.value)}
        maxLength={300}
        required
      />
      <NativeSelect
        label={t('field.kind')}
        description={t('field.kindHint')}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as Work['kind'])}
        data={workKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      {(edit.error ?? withdraw.error) && (
        <div className={css.wide}>
          <ErrorState error={edit.error ?? withdraw.error} />
        </div>
      )}
      <div className={`${css.wide} ${css.buttons}`}>
        <Button type="submit" loading={edit.isPending} disabled={title.trim() === ''}>
          {t('common:save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <span className="grow" />
        <Button variant="subtle" onClick={takeAway} loading={withdraw.isPending}>
          {t('withdrawWork')}
        </Button>
      </div>
    </form>
  )
}
