import { Button, Chip, NativeSelect, NumberInput, SegmentedControl, TextInput } from '@mantine/core'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DateInput } from '../../ui/DateInput.tsx'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { date } from '../../ui/format.ts'
import { languageCodes, languageName } from '../../ui/LanguageChip.tsx'
import { beside, OtherSide, theirsIn } from '../OtherSide.tsx'
import form from '../SlotForm.module.css'
import { kinds } from '../slot-draft.ts'
import { offerUndo } from '../undo.ts'
import { WorkPicker } from '../WorkPicker.tsx'
import { ExceptionFields } from './ExceptionFields.tsx'
import { addTemplateRow, editTemplateRow, removeTemplateRow, type TemplateRow } from './plans.api.ts'
import { weekdays } from './TemplateTable.tsx'
import { draftOfRow, inputOfRow, type TemplateDraft, type Wrong, wrongIn } from './template-draft.ts'

type Props = { channelId: string; row: TemplateRow | undefined; today: string; onClose: () => void }

/** One row of the weekly grid. */
export function TemplateForm({ channelId, row, today, onClose }: Props) {
  const { t } = useTranslation(['plans', 'schedule'])
  const id = useId()
  const [draft, setDraft] = useState(() => draftOfRow(row, today))
  const [wrong, setWrong] = useState<Wrong>({})
  const [error, setError] = useState<unknown>(null)
  const [removing, setRemoving] = useState(false)
  const [revision, setRevision] = useState(row?.revision ?? 0)
  const set = (change: Partial<TemplateDraft>) => setDraft((before) => ({ ...before, ...change }))
  const theirs = theirsIn<TemplateRow>(error) as TemplateRow | undefined
  const words = useRowWords()

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const found = wrongIn(draft)
    setWrong(found)
    if (Object.keys(found).length > 0) return
    try {
      if (row) await editTemplateRow(row.id, { revision, ...inputOfRow(draft) })
      else await addTemplateRow(channelId, inputOfRow(draft))
      onClose()
    } catch (refusal) {
      refused(refusal, false)
    }
  }
  const refused = (refusal: unknown, toRemove: boolean) => {
    setError(refusal)
    setRemoving(toRemove)
    setRevision(theirsIn<TemplateRow>(refusal)?.revision ?? revision)
  }
  const remove = async (id: string) => {
    try {
      const gone = await removeTemplateRow(id, revision)
      const back = { ...inputOfRow(draftOfRow(gone, today)), id: gone.id }
      offerUndo(t('templates.removed', { title: gone.title }), () => addTemplateRow(channelId, back))
      onClose()
    } catch (refusal) {
      refused(refusal, true)
    }
  }
  return (
    <Drawer
      title={t(row ? 'row.editTitle' : 'row.newTitle')}
      onClose={onClose}
      foot={
        <>
          {row && (
            <Button variant="default" onClick={() => remove(row.id)}>
              {t('row.remove')}
            </Button>
          )}
          <Button type="submit" form={id}>
            {t(row ? 'row.save' : 'row.add')}
          </Button>
        </>
      }
    >
      <form id={id} className={form.form} onSubmit={save}>
        {theirs ? (
          <OtherSide
            rows={[
              ...(removing ? [[t('templates.programme'), t('row.remove'), theirs.title] as const] : []),
              ...beside(words(draft), words(draftOfRow(theirs, today))),
            ]}
            hint={removing ? t('row.removeAgain') : undefined}
          />
        ) : (
          error !== null && <ErrorState error={error} title={t('failed')} />
        )}
        <SegmentedControl
          aria-label={t('schedule:form.kind')}
          fullWidth
          size="xs"
          data={kinds.map((kind) => ({ value: kind, label: t(`schedule:kind.${kind}`) }))}
          value={draft.kind}
          onChange={(kind) => set({ kind: kind as TemplateDraft['kind'] })}
        />
        {draft.kind === 'work' && (
          <WorkPicker
            chosen={draft.work}
            error={wrong.work && t('schedule:form.problem.work')}
            onChoose={(work) => set({ work: work && { id: work.id, title: work.title } })}
          />
        )}
        <TextInput
          label={t(draft.kind === 'work' ? 'schedule:form.ownTitle' : 'schedule:form.title')}
          value={draft.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
          error={wrong.title && t('schedule:form.problem.title')}
        />
        <div className={form.pair}>
          <TextInput
            label={t('schedule:form.start')}
            classNames={{ input: 'num' }}
            autoComplete="off"
            value={draft.start}
            onChange={(event) => set({ start: event.currentTarget.value })}
            error={wrong.start && t('schedule:form.problem.start')}
          />
          <TextInput
            label={t('schedule:form.length')}
            classNames={{ input: 'num' }}
            autoComplete="off"
            value={draft.length}
            onChange={(event) => set({ length: event.currentTarget.value })}
            error={wrong.length && t('schedule:form.problem.length')}
          />
        </div>
        <fieldset className={form.bare}>
          <legend>{t('row.weekdays')}</legend>
          <Chip.Group multiple value={draft.weekdays} onChange={(days) => set({ weekdays: days })}>
            <div className="wrap">
              {weekdays.map((weekday) => (
                <Chip key={weekday} value={String(weekday)} size="sm" radius="sm">
                  {t('schedule:weekdayShort', { context: String(weekday % 7) })}
                </Chip>
              ))}
            </div>
          </Chip.Group>
          {wrong.weekdays && <p className={form.wrong}>{t('row.problem.weekdays')}</p>}
        </fieldset>
        <div className={form.pair}>
          <DateInput
            label={t('row.validFrom')}
            value={draft.validFrom}
            onChange={(day) => set({ validFrom: day })}
            error={wrong.validFrom && t('row.problem.validFrom')}
          />
          <DateInput
            label={t('row.validTo')}
            description={t('row.validToHint')}
            value={draft.lastDay}
            onChange={(day) => set({ lastDay: day })}
            error={wrong.validTo && t('row.problem.validTo')}
          />
          <NumberInput
            label={t('row.everyWeeks')}
            description={t('row.everyWeeksHint')}
            min={1}
            max={52}
            value={draft.everyWeeks}
            onChange={(value) => set({ everyWeeks: Math.max(1, Number(value) || 1) })}
          />
          <NumberInput
            label={t('row.priority')}
            description={t('row.priorityHint')}
            min={0}
            max={9}
            value={draft.priority}
            onChange={(value) => set({ priority: Math.max(0, Number(value) || 0) })}
          />
          <NativeSelect
            label={t('schedule:form.language')}
            data={[
              { value: '', label: t('schedule:form.anyLanguage') },
              ...languageCodes.map((code) => ({ value: code, label: languageName(code) })),
            ]}
            value={draft.language ?? ''}
            onChange={(event) =>
              set({ language: (event.currentTarget.value || null) as TemplateDraft['language'] })
            }
          />
          <NativeSelect
            label={t('schedule:form.run')}
            data={(['first', 'repeat'] as const).map((run) => ({
              value: run,
              label: t(`schedule:run.${run}`),
            }))}
            value={draft.run}
            onChange={(event) => set({ run: event.currentTarget.value as TemplateDraft['run'] })}
          />
        </div>
        <ExceptionFields
          exceptions={draft.exceptions}
          wrong={wrong.exceptions === true}
          onChange={(exceptions) => set({ exceptions })}
        />
      </form>
    </Drawer>
  )
}

/** A row as the form's fields call it, and what each says. */
function useRowWords() {
  const { t } = useTranslation(['plans', 'schedule'])
  const dayOf = (day: string) => (day === '' ? '' : date(day))
  return (row: TemplateDraft): readonly (readonly [string, string])[] => [
    [t('schedule:form.kind'), t(`schedule:kind.${row.kind}`)],
    [t('schedule:form.title'), row.title || (row.work?.title ?? '')],
    [t('schedule:form.start'), row.start],
    [t('schedule:form.length'), row.length],
    [
      t('row.weekdays'),
      weekdays
        .filter((weekday) => row.weekdays.includes(String(weekday)))
        .map((weekday) => t('schedule:weekdayShort', { context: String(weekday % 7) }))
        .join(', '),
    ],
    [t('row.validFrom'), dayOf(row.validFrom)],
    [t('row.validTo'), dayOf(row.lastDay)],
    [t('row.everyWeeks'), String(row.everyWeeks)],
    [t('row.priority'), String(row.priority)],
    [t('schedule:form.language'), row.language ? languageName(row.language) : ''],
    [t('schedule:form.run'), t(`schedule:run.${row.run}`)],
    [
      t('row.exceptions'),
      row.exceptions
        .map(({ day, kind, start, length }) =>
          [dayOf(day), t(`row.${kind}`), start, length].filter(Boolean).join(' '),
        )
        .join('; '),
    ],
  ]
}
