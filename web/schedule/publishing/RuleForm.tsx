import { Checkbox, SegmentedControl, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { workKinds } from '../../../server/library/library.schema.ts'
import { parseTimeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { DateInput } from '../../ui/DateInput.tsx'
import { WorkPicker } from '../WorkPicker.tsx'
import type { Rule } from './publishing.api.ts'
import css from './SubstitutionPage.module.css'

type Props = { today: string; onLook: (name: string, rule: Rule) => Promise<void> }
type How = Rule['instead']['how']
type Kind = (typeof workKinds)[number]

const DAY_S = 86_400
/** "24:00" and an empty field both mean to the end of the day. */
const secondsOf = (typed: string, empty: number) =>
  typed.trim() === '' ? empty : /^24([:h]00)?$/.test(typed.trim()) ? DAY_S : parseTimeOfDay(typed)

/** Which days and hours, what goes, what stays, and what comes instead. */
export function RuleForm({ today, onLook }: Props) {
  const { t } = useTranslation('publishing')
  const [name, setName] = useState('')
  const [days, setDays] = useState({ from: today, to: today })
  const [hours, setHours] = useState({ from: '', to: '' })
  const [kinds, setKinds] = useState<Kind[]>(['song'])
  const [words, setWords] = useState<string[]>(t('substitution.usualWords').split(', '))
  const [keepWords, setKeepWords] = useState<string[]>([t('substitution.usualKept')])
  const [how, setHow] = useState<How>('relay')
  const [relay, setRelay] = useState(t('substitution.usualRelay'))
  const [fillKinds, setFillKinds] = useState<Kind[]>(['announcement', 'filler'])
  const [work, setWork] = useState<{ id: string; title: string }>()
  const [busy, setBusy] = useState(false)
  const from = secondsOf(hours.from, 0)
  const to = secondsOf(hours.to, DAY_S)
  const instead: Rule['instead'] =
    how === 'relay'
      ? { how, title: relay }
      : how === 'work'
        ? { how, workId: work?.id ?? '' }
        : { how, kinds: fillKinds }
  const blocked =
    name.trim() === ''
      ? t('substitution.nameFirst')
      : from === undefined || to === undefined || from >= to || days.from > days.to
        ? t('substitution.hoursFirst')
        : kinds.length + words.length === 0
          ? t('substitution.ruleFirst')
          : (how === 'work' && !work) ||
              (how === 'fill' && fillKinds.length === 0) ||
              (how === 'relay' && relay.trim() === '')
            ? t('substitution.insteadFirst')
            : undefined
  const look = async () => {
    setBusy(true)
    await onLook(name, {
      ...days,
      hours: { from: from ?? 0, to: to ?? DAY_S },
      kinds,
      words,
      keepWords,
      instead,
    })
    setBusy(false)
  }
  const kindChecks = (value: Kind[], onChange: (next: Kind[]) => void, label: string) => (
    <Checkbox.Group label={label} value={value} onChange={(next) => onChange(next as Kind[])}>
      <div className={css.checks}>
        {workKinds.map((kind) => (
          <Checkbox key={kind} value={kind} label={t(`substitution.kind.${kind}`)} />
        ))}
      </div>
    </Checkbox.Group>
  )
  return (
    <section className={`card ${css.form}`} aria-label={t('substitution.rule')}>
      <h2>{t('substitution.rule')}</h2>
      <p className="sec">{t('substitution.hint')}</p>
      <TextInput
        label={t('substitution.name')}
        placeholder={t('substitution.nameExample')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={css.four}>
        <DateInput
          label={t('substitution.from')}
          value={days.from}
          onChange={(day) => setDays({ ...days, from: day })}
        />
        <DateInput
          label={t('substitution.to')}
          value={days.to}
          onChange={(day) => setDays({ ...days, to: day })}
        />
        <TextInput
          label={t('substitution.hourFrom')}
          placeholder="00:00"
          value={hours.from}
          onChange={(event) => setHours({ ...hours, from: event.currentTarget.value })}
        />
        <TextInput
          label={t('substitution.hourTo')}
          placeholder="24:00"
          value={hours.to}
          onChange={(event) => setHours({ ...hours, to: event.currentTarget.value })}
        />
      </div>
      {kindChecks(kinds, setKinds, t('substitution.kinds'))}
      <TagsInput label={t('substitution.words')} value={words} onChange={setWords} />
      <TagsInput label={t('substitution.keepWords')} value={keepWords} onChange={setKeepWords} />
      <div>
        <h3 id="instead">{t('substitution.instead')}</h3>
        <SegmentedControl
          aria-labelledby="instead"
          value={how}
          onChange={(value) => setHow(value as How)}
          data={(['relay', 'work', 'fill'] as const).map((value) => ({
            value,
            label: t(`substitution.how.${value}`),
          }))}
        />
      </div>
      {how === 'relay' && (
        <TextInput
          label={t('substitution.relay')}
          value={relay}
          onChange={(event) => setRelay(event.currentTarget.value)}
        />
      )}
      {how === 'work' && <WorkPicker chosen={work} error={undefined} onChoose={(found) => setWork(found)} />}
      {how === 'fill' && kindChecks(fillKinds, setFillKinds, t('substitution.fillKinds'))}
      <div className={css.foot}>
        <ActionButton blocked={blocked} loading={busy} onClick={look}>
          {t('substitution.look')}
        </ActionButton>
      </div>
    </section>
  )
}
