import { Button, Chip, NumberInput, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { limitKinds, limitsShape } from '../../server/areas/loudspeaker/limits.schema.ts'
import { ApiError } from '../api.ts'
import { DateInput } from '../ui/DateInput.tsx'
import { Drawer } from '../ui/Drawer.tsx'
import { lastDay, plusDays } from '../ui/days.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { fold } from '../ui/fold.ts'
import { MineOrTheirs } from '../ui/MineOrTheirs.tsx'
import { toast } from '../ui/toasts.ts'
import { Weekdays } from '../ui/Weekdays.tsx'
import { useAreas } from './areas.api.ts'
import css from './ClusterForm.module.css'
import { Exceptions } from './Exceptions.tsx'
import {
  draftOf,
  type Limits,
  type LoudspeakerRule,
  type RuleDraft,
  saveRule,
  withdrawRule,
} from './loudspeaker.api.ts'
import { Stretches } from './Stretches.tsx'

type Props = { rule: LoudspeakerRule | undefined; today: string; onClose: () => void }

const liftable = limitKinds.filter((kind) => kind !== 'quiet')

/** One place's rule: since when, by which paper, and what it limits. */
export function LoudspeakerForm({ rule, today, onClose }: Props) {
  const { t } = useTranslation('areas')
  const [draft, setDraft] = useState<RuleDraft>(
    rule
      ? draftOf(rule)
      : { areaId: '', validFrom: today, validTo: null, document: '', limits: limitsShape.parse({}) },
  )
  const set = (change: Partial<RuleDraft>) => setDraft((now) => ({ ...now, ...change }))
  const limit = (change: Partial<Limits>) => set({ limits: { ...draft.limits, ...change } })
  const save = useMutation({
    mutationFn: (known: LoudspeakerRule | undefined) => saveRule(known, draft),
    onSuccess: (saved) => {
      const undo = () => (rule ? saveRule(saved, draftOf(rule)) : withdrawRule(saved.id))
      toast(t('hours.saved', { name: saved.area.name }), { undo })
      onClose()
    },
  })
  const withdraw = useMutation({
    mutationFn: (known: LoudspeakerRule) => withdrawRule(known.id),
    onSuccess: (_, known) => {
      toast(t('hours.withdrawn', { name: known.area.name }), {
        undo: () => saveRule(undefined, draftOf(known)),
      })
      onClose()
    },
  })
  const theirs =
    save.error instanceof ApiError && save.error.code === 'stale'
      ? (save.error.details as { current?: LoudspeakerRule } | undefined)?.current
      : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(rule)
  }
  const { limits } = draft
  return (
    <Drawer title={rule?.area.name ?? t('hours.new')} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        {!rule && (
          <PlaceSelect value={draft.areaId} at={draft.validFrom} onChange={(areaId) => set({ areaId })} />
        )}
        <TextInput
          label={t('hours.document')}
          description={t('hours.documentHint')}
          required
          minLength={2}
          maxLength={300}
          value={draft.document}
          onChange={(event) => set({ document: event.currentTarget.value })}
        />
        <div className={css.row}>
          <DateInput
            label={t('hours.firstDay')}
            required
            value={draft.validFrom}
            onChange={(value) => value && set({ validFrom: value })}
          />
          <DateInput
            label={t('hours.lastDay')}
            description={t('hours.openEnd')}
            min={draft.validFrom}
            value={draft.validTo ? lastDay(draft.validTo) : ''}
            onChange={(value) => set({ validTo: value ? plusDays(value, 1) : null })}
          />
        </div>
        <div className={css.row}>
          <NumberInput
            label={t('hours.minutesLabel')}
            min={1}
            max={600}
            value={limits.minutesPerSession ?? ''}
            onChange={(most) => limit({ minutesPerSession: most === '' ? null : Number(most) })}
          />
          <NumberInput
            label={t('hours.sessionsLabel')}
            min={1}
            max={24}
            value={limits.sessionsPerDay ?? ''}
            onChange={(most) => limit({ sessionsPerDay: most === '' ? null : Number(most) })}
          />
        </div>
        <Weekdays
          label={t('limit.weekday')}
          value={limits.weekdays}
          onChange={(weekdays) => limit({ weekdays })}
        />
        <Stretches legend={t('hours.allowed')} value={limits.hours} onChange={(hours) => limit({ hours })} />
        <Stretches
          legend={t('hours.quietLabel')}
          value={limits.quiet}
          onChange={(quiet) => limit({ quiet })}
        />
        {(['priority', 'urgent'] as const).map((bulletinClass) => (
          <Chip.Group
            key={bulletinClass}
            multiple
            value={limits.classes[bulletinClass]}
            onChange={(lifts) =>
              limit({
                classes: { ...limits.classes, [bulletinClass]: lifts as Limits['classes']['urgent'] },
              })
            }
          >
            <fieldset className={css.chips}>
              <legend>{t(`hours.class.${bulletinClass}`)}</legend>
              {liftable.map((kind) => (
                <Chip key={kind} value={kind}>
                  {t(`limit.${kind}`)}
                </Chip>
              ))}
            </fieldset>
          </Chip.Group>
        ))}
        <p className="sec">{t('hours.quietAlways')}</p>
        <Exceptions
          value={limits.exceptions}
          today={today}
          onChange={(exceptions) => limit({ exceptions })}
        />
        {save.error && (
          <ErrorState
            error={save.error}
            title={t('hours.notSaved')}
            actions={
              theirs && (
                <MineOrTheirs
                  onKeep={() => save.mutate(theirs)}
                  onTake={() => {
                    setDraft(draftOf(theirs))
                    save.reset()
                  }}
                  theirs={t('hours.takeTheirs')}
                />
              )
            }
          />
        )}
        {withdraw.error && <ErrorState error={withdraw.error} title={t('hours.notSaved')} />}
        <div className={css.buttons}>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={!draft.areaId || draft.document.trim().length < 2}
          >
            {t(rule ? 'hours.save' : 'hours.make')}
          </Button>
          {rule && (
            <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate(rule)}>
              {t('hours.withdraw')}
            </Button>
          )}
        </div>
      </form>
    </Drawer>
  )
}

function PlaceSelect({ value, at, onChange }: { value: string; at: string; onChange: (id: string) => void }) {
  const { t } = useTranslation('areas')
  const areas = useAreas(at).data ?? []
  return (
    <Select
      label={t('hours.place')}
      description={t('hours.placeHint')}
      required
      searchable
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
      data={areas.map(({ id, name }) => ({ value: id, label: name }))}
      filter={({ options, search }) =>
        options.filter((option) => 'label' in option && fold(option.label).includes(fold(search)))
      }
      nothingFoundMessage={t('nothing')}
    />
  )
}
