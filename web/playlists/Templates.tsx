import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asInput } from '../../server/playlists/playlists.rules.ts'
import { ApiError } from '../api.ts'
import { Drawer } from '../ui/Drawer.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { duration } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { MineOrTheirs } from '../ui/MineOrTheirs.tsx'
import { toast } from '../ui/toasts.ts'
import { parts } from './order.ts'
import css from './PlaylistsPage.module.css'
import {
  applied,
  type EveningTemplate,
  restoreTemplate,
  useEditTemplate,
  useSaveTemplate,
  useTemplates,
  useWithdrawTemplate,
} from './templates.api.ts'
import type { Content, Draft } from './use-draft.ts'

/** Evenings under a name: taken for this list, kept from it, written over with it, renamed, withdrawn. */
export function Templates({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { t } = useTranslation('playlists')
  const templates = useTemplates()
  const save = useSaveTemplate()
  const [name, setName] = useState('')
  const keep = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ name: name.trim(), content: eveningOf(draft.content) }, { onSuccess: () => setName('') })
  }
  return (
    <Drawer title={t('templates.title')} onClose={onClose}>
      <div className={css.form}>
        <p className="sec">{t('templates.lead')}</p>
        <Loaded query={templates}>
          {(list) =>
            list.length > 0 ? (
              <ul className={css.templates}>
                {list.map((template) => (
                  <One key={template.id} template={template} draft={draft} />
                ))}
              </ul>
            ) : (
              <p className="sec">{t('templates.none')}</p>
            )
          }
        </Loaded>
        <form className={css.form} onSubmit={keep}>
          <TextInput
            label={t('templates.newName')}
            description={t('templates.newHint')}
            minLength={2}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {save.error && <ErrorState error={save.error} title={t('templates.notKept')} />}
          <div>
            <Button
              type="submit"
              variant="default"
              loading={save.isPending}
              disabled={name.trim().length < 2}
            >
              {t('templates.keep')}
            </Button>
          </div>
        </form>
      </div>
    </Drawer>
  )
}

function One({ template, draft }: { template: EveningTemplate; draft: Draft }) {
  const { t } = useTranslation('playlists')
  const [name, setName] = useState<string>()
  const edit = useEditTemplate()
  const withdraw = useWithdrawTemplate()
  const apply = () => {
    draft.edit((content) => applied(content, template))
    toast(t('templates.applied', { name: template.name }), { undo: draft.undo })
  }
  const overwrite = () =>
    edit.mutate(
      { ...template, content: eveningOf(draft.content) },
      {
        onSuccess: (saved) =>
          toast(t('templates.overwritten', { name: template.name }), {
            undo: () => edit.mutate({ ...template, revision: saved.revision }),
          }),
      },
    )
  const rename = () => {
    const next = name?.trim() ?? ''
    if (next.length >= 2 && next !== template.name) edit.mutate({ ...template, name: next })
    setName(undefined)
  }
  const takeOut = () =>
    withdraw.mutate(template.id, {
      onSuccess: () =>
        toast(t('templates.withdrawn', { name: template.name }), {
          undo: () => restoreTemplate(template.id),
        }),
    })
  const error = edit.error ?? withdraw.error
  const theirs = currentOf(edit.error)
  return (
    <li>
      {name === undefined ? (
        <b>{template.name}</b>
      ) : (
        <TextInput
          aria-label={t('templates.name')}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={rename}
          onKeyDown={(event) => event.key === 'Enter' && rename()}
        />
      )}
      <p className="sec">
        {[
          t('works', { count: template.content.items.length }),
          t('templates.pause', { length: duration(template.content.pauseMs) }),
          ...parts.flatMap((part) => {
            const ms = template.content.lengths[part]
            return ms ? [`${t(`part.${part}`)} ${duration(ms)}`] : []
          }),
          ...template.content.starts,
        ].join(' · ')}
      </p>
      {error && (
        <ErrorState
          error={error}
          title={t('templates.notKept')}
          actions={
            theirs &&
            edit.variables && (
              <MineOrTheirs
                onKeep={() => edit.variables && edit.mutate({ ...edit.variables, revision: theirs.revision })}
                onTake={() => edit.reset()}
                theirs={t('templates.takeTheirs', {
                  name: theirs.name,
                  count: theirs.content.items.length,
                })}
              />
            )
          }
        />
      )}
      <div className={css.buttons}>
        <Button size="row" onClick={apply}>
          {t('templates.apply')}
        </Button>
        <Button size="row" variant="default" onClick={overwrite} loading={edit.isPending}>
          {t('templates.overwrite')}
        </Button>
        <Button size="row" variant="subtle" onClick={() => setName(template.name)}>
          {t('templates.rename')}
        </Button>
        <Button size="row" variant="subtle" onClick={takeOut} loading={withdraw.isPending}>
          {t('templates.withdraw')}
        </Button>
      </div>
    </li>
  )
}

/** The template as somebody else has saved it meanwhile. */
function currentOf(error: unknown): EveningTemplate | undefined {
  if (!(error instanceof ApiError) || error.code !== 'stale') return undefined
  return (error.details as { current?: EveningTemplate } | undefined)?.current
}

/** What a template keeps of a list: everything but its name, days, places and trip. */
function eveningOf({ items, settings: { tripDays: _, ...settings } }: Content): EveningTemplate['content'] {
  return { ...settings, items: items.map(asInput) }
}
