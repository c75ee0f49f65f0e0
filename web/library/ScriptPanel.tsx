import { Button, Textarea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { shortDateTime } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { languageName } from '../ui/LanguageChip.tsx'
import { toast } from '../ui/toasts.ts'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import { type ScriptDraft, useWriteScript, type Version } from './library.api.ts'
import type { Shown } from './shown.ts'
import { useDraft } from './use-draft.ts'
import css from './WorkPage.module.css'

/** The words spoken in the open version, and in Vietnamese where they are in another language. */
export function ScriptPanel({ detail, version, mayEdit }: Shown & { version: Version }) {
  const { t } = useTranslation(['library', 'common'])
  const { language } = version
  const script = detail.scripts.find((one) => one.language === language)
  const saved = { text: script?.text ?? '', translationVi: script?.translationVi ?? '' }
  const draft = useDraft(`vang.script.${detail.work.id}.${language}`, saved)
  const write = useWriteScript()
  const save = () => {
    if (!language || !draft.changed) return
    const { text, translationVi } = draft.value
    write.mutate(
      {
        id: detail.work.id,
        language: language as ScriptDraft['language'],
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
  if (!language) return null
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
          {script && !draft.changed && (
            <Button
              variant="default"
              leftSection={<Icon name="wave" size={17} />}
              renderRoot={(props) => (
                <Link
                  {...props}
                  to="/tu-lieu/$workId/thu-am"
                  params={{ workId: detail.work.id }}
                  search={{ tieng: language }}
                />
              )}
            >
              {t('script.record')}
            </Button>
          )}
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
