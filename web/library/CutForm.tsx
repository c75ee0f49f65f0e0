import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shortestActMs } from '../../server/library/library.rules.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { duration } from '../ui/format.ts'
import type { Rate } from '../ui/frames.ts'
import { Icon } from '../ui/icons.tsx'
import { languageCodes, languageName } from '../ui/LanguageChip.tsx'
import css from './Acts.module.css'
import { useCutAct, type Version } from './library.api.ts'
import type { Marks, Shown } from './shown.ts'
import { TimeField } from './TimeField.tsx'

type Props = Pick<Shown, 'detail'> & {
  version: Version
  fps: Rate
  marks: Marks
  onMarks: (marks: Marks) => void
  onMarkIn: () => void
  onMarkOut: () => void
}

/** Makes a work of what lies between the marks, or of all of it; the recording itself is never touched. */
export function CutForm({ detail, version, fps, marks, onMarks, onMarkIn, onMarkOut }: Props) {
  const { t } = useTranslation('library')
  const [title, setTitle] = useState('')
  const [soundOnly, setSoundOnly] = useState(version.soundOnly)
  const [language, setLanguage] = useState(version.language ?? '')
  const cut = useCutAct()
  const { inMs, outMs } = marks
  const whole = inMs === null && outMs === null
  const fromMs = inMs ?? 0
  const toMs = outMs ?? version.durationMs
  const problem =
    title.trim() === ''
      ? t('cut.needTitle')
      : whole && !soundOnly
        ? t('cut.needMarks')
        : toMs - fromMs < shortestActMs
          ? t('cut.turned')
          : undefined
  const make = (event: FormEvent) => {
    event.preventDefault()
    if (problem) return
    const startMs = version.inMs ?? 0
    cut.mutate(
      {
        id: detail.work.id,
        sourceVersionId: version.id,
        title: title.trim(),
        kind: soundOnly ? 'announcement' : 'act',
        language: (language || null) as Version['language'] as never,
        soundOnly,
        ...(whole ? {} : { inMs: startMs + fromMs, outMs: startMs + toMs }),
      },
      {
        onSuccess: () => {
          setTitle('')
          onMarks({ inMs: null, outMs: null })
        },
      },
    )
  }
  return (
    <form className={css.cut} onSubmit={make} aria-label={t('cut.title')}>
      <div className={css.marks}>
        <TimeField
          label={t('cut.in')}
          keyName="I"
          ms={inMs}
          fps={fps}
          onSet={onMarkIn}
          onType={(ms) => onMarks({ ...marks, inMs: ms })}
        />
        <TimeField
          label={t('cut.out')}
          keyName="O"
          ms={outMs}
          fps={fps}
          onSet={onMarkOut}
          onType={(ms) => onMarks({ ...marks, outMs: ms })}
        />
      </div>
      <TextInput
        label={t('field.title')}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        maxLength={300}
      />
      <div className={css.choices}>
        <NativeSelect
          label={t('field.language')}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value)}
          data={[
            { value: '', label: languageName(null) },
            ...languageCodes.map((code) => ({ value: code, label: languageName(code) })),
          ]}
        />
        <Checkbox
          label={t('cut.soundOnly')}
          checked={soundOnly}
          disabled={version.soundOnly}
          onChange={(event) => setSoundOnly(event.currentTarget.checked)}
        />
      </div>
      <div className={css.foot}>
        <ActionButton
          type="submit"
          variant="default"
          blocked={problem}
          loading={cut.isPending}
          leftSection={<Icon name={soundOnly ? 'speaker' : 'cut'} size={18} />}
        >
          {t(soundOnly ? 'cut.makeSound' : 'cut.make')}
        </ActionButton>
        <span className="num mut">{whole && !soundOnly ? '' : duration(Math.max(0, toMs - fromMs))}</span>
        {!whole && (
          <Button variant="subtle" size="row" onClick={() => onMarks({ inMs: null, outMs: null })}>
            {t('cut.clear')}
          </Button>
        )}
      </div>
      {cut.data && (
        <output className={css.made}>
          {t('cut.made')}{' '}
          <Link className="link" to="/tu-lieu/$workId" params={{ workId: cut.data.workId }}>
            {t('cut.open')}
          </Link>
        </output>
      )}
      {cut.error && <ErrorState error={cut.error} />}
    </form>
  )
}
