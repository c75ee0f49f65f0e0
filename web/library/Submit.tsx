import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { proposedTranslation } from '../../server/library/languages/languages.rules.ts'
import { isOneOf } from '../../server/review/review.rules.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/icons.tsx'
import { languageName } from '../ui/LanguageChip.tsx'
import { usePerson } from '../ui/session.ts'
import { toast } from '../ui/toasts.ts'
import { useWorkLanguages } from './languages.api.ts'
import { useSubmit, useTakeBack, type Version, type WorkDetail } from './library.api.ts'

type Props = { version: Version; scripts: WorkDetail['scripts'] }
type Use = 'tv' | 'loudspeaker'

/** Sends the open version to the approvers, for the uses it is meant for. */
export function Submit({ version, scripts }: Props) {
  const { t } = useTranslation('library')
  const [asking, setAsking] = useState(false)
  const takeBack = useTakeBack()
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
      {asking && <Ask version={version} scripts={scripts} onClose={() => setAsking(false)} />}
    </>
  )
}

function Ask({ version, scripts, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation('library')
  const [uses, setUses] = useState<Use[]>(version.soundOnly ? ['loudspeaker'] : ['tv'])
  const { language } = version
  const foreign = language !== null && language !== 'vi'
  const isTranslated = scripts.some((one) => one.language === language && one.translationVi?.trim())
  const [translationVi, setTranslation] = useState(() =>
    foreign && !isTranslated ? proposedTranslation(scripts, language) : '',
  )
  const people = useSpeakers(version, foreign)
  const [typed, setListener] = useState<string>()
  const listener = typed ?? people[0] ?? ''
  const submit = useSubmit()
  const takeBack = useTakeBack()
  const put = (use: Use) => (event: { currentTarget: { checked: boolean } }) => {
    const { checked } = event.currentTarget
    setUses((before) => (checked ? [...before, use] : before.filter((one) => one !== use)))
  }
  const send = async () => {
    const said = foreign ? { listener, ...(isTranslated ? {} : { translationVi }) } : {}
    // Once it is submitted this question is gone from the page, and callbacks of its own with it: hence the promise.
    const sent = await submit.mutateAsync({ id: version.id, uses, ...said }).catch(() => undefined)
    if (!sent) return
    toast(t('submit.done', { title: version.workTitle }), { undo: () => takeBack.mutate(version.id) })
    onClose()
  }
  const name = languageName(language)
  const blocked =
    uses.length === 0
      ? t('submit.noUse')
      : foreign && !isTranslated && !translationVi.trim()
        ? t('submit.untranslated', { name })
        : undefined
  return (
    <Dialog
      title={t('submit.title', { number: version.number })}
      onClose={onClose}
      foot={
        <ActionButton onClick={send} loading={submit.isPending} blocked={blocked}>
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
        {foreign && !isTranslated && (
          <Textarea
            label={t('script.translation')}
            description={t(translationVi ? 'submit.translationProposed' : 'submit.translationHint')}
            lang="vi"
            autosize
            minRows={3}
            maxRows={10}
            value={translationVi}
            onChange={(event) => setTranslation(event.currentTarget.value)}
          />
        )}
        {foreign && (
          <>
            <TextInput
              label={t('submit.listener', { name })}
              description={t('submit.listenerHint')}
              list="listeners"
              maxLength={200}
              value={listener}
              onChange={(event) => setListener(event.currentTarget.value)}
            />
            <datalist id="listeners">
              {people.map((person) => (
                <option key={person} value={person} />
              ))}
            </datalist>
          </>
        )}
        {submit.error && <ErrorState error={submit.error} />}
      </div>
    </Dialog>
  )
}

/** Who could listen to a version and confirm it, the likeliest first: never those who made or submit it. */
function useSpeakers(version: Version, foreign: boolean): string[] {
  const cell = useWorkLanguages(version.workId).data?.cells.find(
    ({ language }) => language === version.language,
  )
  const person = usePerson()
  if (!foreign) return []
  const speakers = cell?.listeners ?? []
  const makers = [version.uploadedBy, version.lastEditedBy, person?.id]
  const own = [...speakers.filter(({ id }) => makers.includes(id)), ...(person ? [person] : [])]
  const ownNames = own.map(({ name }) => name)
  const asked = [version.listener, cell?.lastListener].filter((name) => name !== null && name !== undefined)
  const names = [...asked, ...speakers.map(({ name }) => name)]
  return [...new Set(names)].filter((name) => !isOneOf(name, ownNames))
}
