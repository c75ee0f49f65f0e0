import { Button, Textarea } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { shortDateTime } from '../ui/format.ts'
import { languageName } from '../ui/LanguageChip.tsx'
import { toast } from '../ui/toasts.ts'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import { type ScriptDraft, useWriteScript, type WorkDetail } from './library.api.ts'
import { useDraft } from './use-draft.ts'
import css from './WorkPage.module.css'

interface Props {
  detail: WorkDetail
  language: ScriptDraft['language']
  mayEdit: boolean
  /** What can be done with a text that is saved. */
  next?: ReactNode
}

/** The words spoken in one language, and in Vietnamese where they are in another. */
export function ScriptPanel({ detail, language, mayEdit, next }: Props) {
  const { t } = useTranslation(['library', 'common'])
  const script = detail.scripts.find((one) => one.language === language)
  const saved = { text: script?.text ?? '', translationVi: script?.translationVi ?? '' }
  const draft = useDraft(`vang.script.${detail.work.id}.${language}`, saved)
  const write = useWriteScript()
  const save = () => {
    if (!draft.changed) return
    const { text, translationVi } = draft.value
    write.mutate(
      {
        id: detail.work.id,
        language,
        text,
        translationVi: translationVi.trim() ? translationVi : null,
        revision: script?.revision ?? null,
      },
      {
        onSuccess: () => {
          draft.settle()
          toast(t('script.saved'))
        },
      },
    )
  }
  useHotkeys({ 'Ctrl+s': save }, mayEdit)
  const name = languageName(language)
  const foreign = language !== 'vi'
  return (
    <section className={`card ${css.side}`} aria-labelledby="script">
      <h2 id="script">{t('script.title', { name })}</h2>
      {!mayEdit && !script && <p className="mut">{t('script.none')}</p>}
      {(mayEdit || script) && (
        <div className={css.script} data-two={foreign || undefined}>
          <Textarea
            label={t('script.text', { name })}
            lang={language}
            autosize
            minRows={4}
            maxRows={16}
            readOnly={!mayEdit}
            value={draft.value.text}
            onChange={(event) => draft.set({ ...draft.value, text: event.currentTarget.value })}
          />
          {foreign && (
            <Textarea
              label={t('script.translation')}
              description={t('script.translationHint')}
              inputWrapperOrder={['label', 'input', 'description']}
              lang="vi"
              autosize
              minRows={4}
              maxRows={16}
              readOnly={!mayEdit}
              value={draft.value.translationVi}
              onChange={(event) => draft.set({ ...draft.value, translationVi: event.currentTarget.value })}
            />
          )}
        </div>
      )}
      {write.error && <ErrorState error={write.error} title={t('script.notSaved')} />}
      {mayEdit && (
        <div className={css.buttons}>
          <Button onClick={save} loading={write.isPending} disabled={!draft.changed} variant="default">
            {t('script.save')}
          </Button>
          {script && !draft.changed && next}
          {draft.changed && (
            <Button variant="subtle" onClick={draft.settle}>
              {t('script.revert')}
            </Button>
          )}
          <span className="mut">
            {draft.changed
              ? t('script.kept')
              : script && t('script.editedAt', { at: shortDateTime(script.revision) })}
          </span>
        </div>
      )}
    </section>
  )
}
