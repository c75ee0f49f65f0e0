import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/icons.tsx'
import { languageName } from '../ui/LanguageChip.tsx'
import { toast } from '../ui/toasts.ts'
import { useSubmit, useTakeBack, type Version, type WorkDetail } from './library.api.ts'
import css from './WorkPage.module.css'

type Props = { version: Version; scripts: WorkDetail['scripts'] }
type Use = 'tv' | 'loudspeaker'

/** Sends the open version to the approvers, for the uses it is meant for. */
export function Submit({ version, scripts }: Props) {
  const { t } = useTranslation('library')
  const [asking, setAsking] = useState(false)
  const takeBack = useTakeBack()
  const { language } = version
  const script = scripts.find((one) => one.language === language)
  const untranslated = language !== null && language !== 'vi' && !script?.translationVi
  const blocked =
    version.sourceState === 'refused'
      ? t('submit.refused')
      : version.sourceState !== 'ready'
        ? t('submit.checking')
        : undefined
  if (version.state === 'submitted')
    return (
      <Button variant="default" onClick={() => takeBack.mutate(version.id)} loading={takeBack.isPending}>
        {t('submit.takeBack')}
      </Button>
    )
  return (
    <>
      <ActionButton
        blocked={blocked}
        onClick={() => setAsking(true)}
        leftSection={<Icon name="send" size={18} />}
      >
        {t('submit.open')}
      </ActionButton>
      {asking && (
        <Ask
          version={version}
          warning={untranslated ? t('submit.untranslated', { name: languageName(language) }) : undefined}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

function Ask({
  version,
  warning,
  onClose,
}: {
  version: Version
  warning: string | undefined
  onClose: () => void
}) {
  const { t } = useTranslation('library')
  const [uses, setUses] = useState<Use[]>(version.soundOnly ? ['loudspeaker'] : ['tv'])
  const submit = useSubmit()
  const takeBack = useTakeBack()
  const put = (use: Use) => (event: { currentTarget: { checked: boolean } }) => {
    const { checked } = event.currentTarget
    setUses((before) => (checked ? [...before, use] : before.filter((one) => one !== use)))
  }
  const send = async () => {
    // Once it is submitted this question is gone from the page, and callbacks of its own with it: hence the promise.
    const sent = await submit.mutateAsync({ id: version.id, uses }).catch(() => undefined)
    if (!sent) return
    toast(t('submit.done', { title: version.workTitle }), { undo: () => takeBack.mutate(version.id) })
    onClose()
  }
  return (
    <Dialog
      title={t('submit.title', { number: version.number })}
      onClose={onClose}
      foot={
        <ActionButton
          onClick={send}
          loading={submit.isPending}
          blocked={uses.length === 0 ? t('submit.noUse') : warning}
        >
          {t('submit.send')}
        </ActionButton>
      }
    >
      <div className="stack">
        <p className="sec">{t('submit.lead')}</p>
        <Checkbox
          label={t('use.tv')}
          description={version.soundOnly ? t('submit.soundOnly') : undefined}
          disabled={version.soundOnly}
          checked={uses.includes('tv')}
          onChange={put('tv')}
        />
        <Checkbox
          label={t('use.loudspeaker')}
          checked={uses.includes('loudspeaker')}
          onChange={put('loudspeaker')}
        />
        {warning && (
          <p className={css.warning}>
            <Icon name="warn" size={17} />
            {warning}
          </p>
        )}
        {submit.error && <ErrorState error={submit.error} />}
      </div>
    </Dialog>
  )
}
