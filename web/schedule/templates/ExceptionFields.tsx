import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DateInput } from '../../ui/DateInput.tsx'
import { Icon } from '../../ui/icons.tsx'
import form from '../SlotForm.module.css'
import type { TemplateDraft } from './template-draft.ts'

type Exceptions = TemplateDraft['exceptions']
type Props = { exceptions: Exceptions; wrong: boolean; onChange: (exceptions: Exceptions) => void }

/** Dates on which a row stays away, or comes at another hour. */
export function ExceptionFields({ exceptions, wrong, onChange }: Props) {
  const { t } = useTranslation(['plans', 'schedule'])
  const set = (at: number, change: Partial<Exceptions[number]>) =>
    onChange(exceptions.map((one, i) => (i === at ? { ...one, ...change } : one)))
  return (
    <fieldset className={form.bare}>
      <legend>{t('row.exceptions')}</legend>
      {exceptions.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing else of its own while its date is being chosen
        <div key={i} className={form.exception}>
          <DateInput aria-label={t('row.exceptionDay')} value={one.day} onChange={(day) => set(i, { day })} />
          <NativeSelect
            aria-label={t('row.exceptions')}
            data={(['skip', 'change'] as const).map((kind) => ({ value: kind, label: t(`row.${kind}`) }))}
            value={one.kind}
            onChange={(event) => set(i, { kind: event.currentTarget.value === 'change' ? 'change' : 'skip' })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('row.dropException', { day: one.day })}
            onClick={() => onChange(exceptions.filter((_, at) => at !== i))}
          >
            <Icon name="x" />
          </ActionIcon>
          {one.kind === 'change' && (
            <>
              <TextInput
                aria-label={t('schedule:form.start')}
                placeholder={t('schedule:form.start')}
                value={one.start}
                onChange={(event) => set(i, { start: event.currentTarget.value })}
              />
              <TextInput
                aria-label={t('schedule:form.length')}
                placeholder={t('schedule:form.length')}
                value={one.length}
                onChange={(event) => set(i, { length: event.currentTarget.value })}
              />
            </>
          )}
        </div>
      ))}
      {wrong && <p className={form.wrong}>{t('row.problem.exceptions')}</p>}
      <Button
        variant="default"
        size="compact-md"
        leftSection={<Icon name="plus" size={15} />}
        onClick={() => onChange([...exceptions, { day: '', kind: 'skip', start: '', length: '' }])}
      >
        {t('row.addException')}
      </Button>
    </fieldset>
  )
}
