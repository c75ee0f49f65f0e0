import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Chip } from '../../ui/StatusChip.tsx'
import { toast } from '../../ui/toasts.ts'
import css from './Station.module.css'
import { type ReadRow, readPasted, useAnswer } from './station.api.ts'

/** The station's answers as a pasted table: shown line by line before anything is kept. */
export function ImportDrawer({
  channelId,
  from,
  onClose,
}: {
  channelId: string
  from: string
  onClose: () => void
}) {
  const { t } = useTranslation('station')
  const [text, setText] = useState('')
  const [rows, setRows] = useState<ReadRow[]>()
  const [error, setError] = useState<unknown>(null)
  const answer = useAnswer(channelId)
  const good = (rows ?? []).filter(({ problem }) => problem === null)
  const read = async () => {
    try {
      setRows((await readPasted(channelId, { from, text })).rows)
      setError(null)
    } catch (refusal) {
      setError(refusal)
    }
  }
  const keep = () => {
    const answers = good.flatMap(({ slotId, answer: said, time, note }) =>
      slotId && said ? [{ slotId, answer: said, note, ...(time === null ? {} : { time }) }] : [],
    )
    answer.mutate(
      { way: 'import', answers },
      {
        onSuccess: () => {
          toast(t('import.kept', { count: answers.length }))
          onClose()
        },
      },
    )
  }
  return (
    <Drawer
      title={t('import.title')}
      onClose={onClose}
      foot={
        rows ? (
          <ActionButton
            blocked={good.length === 0 && t('import.none')}
            loading={answer.isPending}
            onClick={keep}
          >
            {t('import.keep', { count: good.length })}
          </ActionButton>
        ) : (
          <ActionButton blocked={text.trim() === '' && t('import.nothing')} onClick={read}>
            {t('import.read')}
          </ActionButton>
        )
      }
    >
      <div className={css.drawer}>
        <p className="sec">{t('import.hint')}</p>
        <Textarea
          label={t('import.paste')}
          value={text}
          autosize
          minRows={6}
          maxRows={12}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setRows(undefined)
          }}
        />
        {rows && (
          <ul className={css.read}>
            {rows.map((row) => (
              <li key={row.line}>
                {row.problem ? (
                  <Chip tone="warn" icon="warn">
                    {t(`import.problem.${row.problem}`)}
                  </Chip>
                ) : (
                  <Chip tone="good" icon="check">
                    {t(`answer.${row.answer ?? 'none'}`, { time: row.time ?? '' })}
                  </Chip>
                )}
                <span>{row.text}</span>
              </li>
            ))}
          </ul>
        )}
        {(error !== null || answer.error) && <ErrorState error={error ?? answer.error} />}
      </div>
    </Drawer>
  )
}
