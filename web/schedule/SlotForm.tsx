import { Button, Checkbox, NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../ui/Drawer.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { duration } from '../ui/format.ts'
import { languageCodes, languageName } from '../ui/LanguageChip.tsx'
import { ConflictList } from './conflicts/ConflictList.tsx'
import { conflictsOfSlot } from './conflicts/remedy.ts'
import { SidesOf } from './Refusal.tsx'
import css from './SlotForm.module.css'
import type { Slot } from './schedule.api.ts'
import { dayName } from './sentences.ts'
import {
  billedIn,
  inputOf,
  type Kind,
  kinds,
  type Problems,
  problemsOf,
  type SlotDraft,
} from './slot-draft.ts'
import { StaleChange } from './stale.ts'
import { amend } from './undo.ts'
import { approvedOf, WorkPicker } from './WorkPicker.tsx'

type Props = {
  channelId: string
  /** When the channel's broadcast day begins, in minutes after midnight. */
  dayStartsMin: number
  days: readonly string[]
  draft: SlotDraft
  /** The slot being edited; without one a new slot is laid. */
  slot?: Slot | undefined
  /** Of a new slot's work: how long the version is that would air (ms). */
  approvedMs?: number | undefined
  onClose: () => void
  onDone: (slot: { id: string; title: string }) => void
}

/** One slot: what airs, when, how long. */
export function SlotForm({
  channelId,
  dayStartsMin,
  days,
  draft: given,
  slot,
  approvedMs: known,
  onClose,
  onDone,
}: Props) {
  const { t } = useTranslation(['schedule', 'plans'])
  const form = useId()
  const [draft, setDraft] = useState(given)
  const [problems, setProblems] = useState<Problems>({})
  const [error, setError] = useState<unknown>(null)
  const [saving, setSaving] = useState(false)
  // Raised when somebody else was faster: saving once more then goes over what they did, knowingly.
  const [revision, setRevision] = useState(slot?.revision ?? 0)
  const [moveRepeats, setMoveRepeats] = useState(false)
  const [approvedMs, setApprovedMs] = useState<number | undefined>(slot?.version?.durationMs ?? known)
  const set = <K extends keyof SlotDraft>(key: K, value: SlotDraft[K]) =>
    setDraft((before) => ({ ...before, [key]: value }))
  const wrong = (field: keyof Problems) => (problems[field] ? t(`form.problem.${field}`) : undefined)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const found = problemsOf(draft, dayStartsMin)
    setProblems(found)
    if (Object.keys(found).length > 0) return
    setSaving(true)
    try {
      const done = slot ? await edit(slot) : await lay()
      if (done) onDone(done)
    } catch (refusal) {
      setError(refusal)
      if (refusal instanceof StaleChange) setRevision(refusal.sides[0]?.theirs?.revision ?? revision)
    } finally {
      setSaving(false)
    }
  }
  const lay = async () => {
    const words = t('did.lay', { title: draft.title.trim() || (draft.work?.title ?? '') })
    const { slots } = await amend(channelId, words, [{ do: 'place', ...inputOf(draft) }])
    return slots[0]
  }
  const edit = async (before: Slot) => {
    const words = t('did.edit', { title: before.title })
    const change = { do: 'edit' as const, id: before.id, revision, ...inputOf(draft, before), moveRepeats }
    const { slots } = await amend(channelId, words, [change])
    return slots.find(({ id }) => id === before.id)
  }

  return (
    <Drawer
      title={t(slot ? 'form.editTitle' : 'form.newTitle')}
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {t('form.cancel')}
          </Button>
          <Button type="submit" form={form} loading={saving}>
            {t(slot ? 'form.save' : 'form.lay')}
          </Button>
        </>
      }
    >
      <form id={form} className={css.form} onSubmit={save} noValidate>
        {error instanceof StaleChange ? (
          <SidesOf stale={error} hint={t('stale.inForm')} />
        ) : (
          error !== null && <ErrorState error={error} title={t('form.failed')} />
        )}
        {slot && <ConflictList conflicts={conflictsOfSlot(slot.id)} canEdit />}
        <SegmentedControl
          aria-label={t('form.kind')}
          fullWidth
          size="xs"
          data={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          value={draft.kind}
          onChange={(kind) => set('kind', kind as Kind)}
        />
        {draft.kind === 'work' && (
          <WorkPicker
            chosen={draft.work}
            error={wrong('work')}
            onChoose={(work) => {
              set('work', work && { id: work.id, title: work.title })
              set('versionId', null)
              setApprovedMs(work && approvedOf(work)?.durationMs)
              if (!slot) set('length', '')
            }}
          />
        )}
        {draft.kind === 'work' && draft.versionId !== null && (
          <p className={css.hint}>
            {t('form.pinned')}{' '}
            <Button variant="default" size="compact-sm" onClick={() => set('versionId', null)}>
              {t('form.unpin')}
            </Button>
          </p>
        )}
        <TextInput
          label={t(draft.kind === 'work' ? 'form.ownTitle' : 'form.title')}
          description={draft.kind === 'work' ? t('form.ownTitleHint') : undefined}
          value={draft.title}
          onChange={(event) => set('title', event.currentTarget.value)}
          error={wrong('title')}
        />
        <div className={css.pair}>
          <NativeSelect
            label={t('form.day')}
            data={[...new Set([...days, draft.day])].map((day) => ({ value: day, label: dayName(day) }))}
            value={draft.day}
            onChange={(event) => set('day', event.currentTarget.value)}
          />
          <TextInput
            label={t('form.start')}
            classNames={{ input: 'num' }}
            inputMode="numeric"
            autoComplete="off"
            value={draft.start}
            onChange={(event) => set('start', event.currentTarget.value)}
            error={wrong('start')}
          />
        </div>
        <TextInput
          label={t('form.billed')}
          description={t('form.billedHint')}
          classNames={{ input: 'num' }}
          inputMode="numeric"
          autoComplete="off"
          placeholder={draft.start}
          value={billedIn(draft, slot)}
          onChange={(event) => set('billed', event.currentTarget.value)}
          error={wrong('billed')}
        />
        {slot && slot.repeatIds.length > 0 && (draft.start !== given.start || draft.day !== given.day) && (
          <Checkbox
            label={t('plans:repeats.along')}
            checked={moveRepeats}
            onChange={(event) => setMoveRepeats(event.currentTarget.checked)}
          />
        )}
        <TextInput
          label={t('form.length')}
          description={
            draft.kind !== 'work'
              ? t('form.lengthHint')
              : approvedMs
                ? t('form.lengthOfVersion', { length: duration(approvedMs) })
                : draft.work && t('form.lengthOfNone')
          }
          classNames={{ input: 'num' }}
          autoComplete="off"
          value={draft.length}
          onChange={(event) => set('length', event.currentTarget.value)}
          error={wrong('length')}
        />
        <div className={css.pair}>
          <NativeSelect
            label={t('form.language')}
            data={[
              { value: '', label: t('form.anyLanguage') },
              ...languageCodes.map((code) => ({ value: code, label: languageName(code) })),
            ]}
            value={draft.language ?? ''}
            onChange={(event) =>
              set('language', (event.currentTarget.value || null) as SlotDraft['language'])
            }
          />
          <NativeSelect
            label={t('form.run')}
            data={(['first', 'repeat'] as const).map((run) => ({ value: run, label: t(`run.${run}`) }))}
            value={draft.run}
            onChange={(event) => set('run', event.currentTarget.value as SlotDraft['run'])}
          />
        </div>
        <Textarea
          label={t('form.note')}
          autosize
          minRows={2}
          value={draft.note}
          onChange={(event) => set('note', event.currentTarget.value)}
        />
      </form>
    </Drawer>
  )
}
