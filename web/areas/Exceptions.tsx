import { Button, Chip, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { limitKinds } from '../../server/areas/loudspeaker/limits.schema.ts'
import { DateInput } from '../ui/DateInput.tsx'
import { lastDay, plusDays } from '../ui/days.ts'
import css from './ClusterForm.module.css'
import type { Limits } from './loudspeaker.api.ts'

type Exception = Limits['exceptions'][number]
type Props = { value: readonly Exception[]; today: string; onChange: (exceptions: Exception[]) => void }

/** Days on which a limit does not hold, or a larger one does: an anniversary or an emergency, by its own paper. */
export function Exceptions({ value, today, onChange }: Props) {
  const { t } = useTranslation('areas')
  const change = (at: number, part: Partial<Exception>) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...part } : one)))
  const fresh: Exception = {
    kind: 'anniversary',
    name: '',
    document: '',
    validFrom: today,
    validTo: plusDays(today, 1),
    lifts: ['minutes'],
    minutesPerSession: null,
    sessionsPerDay: null,
  }
  return (
    <fieldset className={css.part}>
      <legend>{t('exception.title')}</legend>
      {value.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an exception has no name of its own until it is typed
        <div key={index} className={css.exception}>
          <div className={css.row}>
            <NativeSelect
              aria-label={t('exception.kind')}
              value={one.kind}
              onChange={(event) => change(index, { kind: event.currentTarget.value as Exception['kind'] })}
              data={(['anniversary', 'emergency'] as const).map((kind) => ({
                value: kind,
                label: t(`exception.${kind}`),
              }))}
            />
            <TextInput
              aria-label={t('exception.name')}
              placeholder={t('exception.name')}
              required
              minLength={2}
              value={one.name}
              onChange={(event) => change(index, { name: event.currentTarget.value })}
            />
          </div>
          <TextInput
            aria-label={t('hours.document')}
            placeholder={t('hours.document')}
            required
            minLength={2}
            value={one.document}
            onChange={(event) => change(index, { document: event.currentTarget.value })}
          />
          <div className={css.row}>
            <DateInput
              label={t('hours.firstDay')}
              required
              value={one.validFrom}
              onChange={(from) => from && change(index, { validFrom: from })}
            />
            <DateInput
              label={t('hours.lastDay')}
              required
              min={one.validFrom}
              value={lastDay(one.validTo)}
              onChange={(to) => to && change(index, { validTo: plusDays(to, 1) })}
            />
          </div>
          <Chip.Group
            multiple
            value={one.lifts}
            onChange={(lifts) => change(index, { lifts: lifts as Exception['lifts'] })}
          >
            <fieldset className={css.chips}>
              <legend>{t('exception.lifts')}</legend>
              {limitKinds.map((kind) => (
                <Chip key={kind} value={kind}>
                  {t(`limit.${kind}`)}
                </Chip>
              ))}
            </fieldset>
          </Chip.Group>
          <div className={css.row}>
            <NumberInput
              label={t('hours.minutesLabel')}
              min={1}
              max={600}
              value={one.minutesPerSession ?? ''}
              onChange={(most) => change(index, { minutesPerSession: most === '' ? null : Number(most) })}
            />
            <NumberInput
              label={t('hours.sessionsLabel')}
              min={1}
              max={24}
              value={one.sessionsPerDay ?? ''}
              onChange={(most) => change(index, { sessionsPerDay: most === '' ? null : Number(most) })}
            />
          </div>
          <div>
            <Button
              size="row"
              variant="subtle"
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              {t('exception.remove')}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button size="row" variant="default" onClick={() => onChange([...value, fresh])}>
          {t('exception.add')}
        </Button>
      </div>
    </fieldset>
  )
}
