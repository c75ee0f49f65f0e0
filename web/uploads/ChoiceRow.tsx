import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'
import { bytes } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { DataRow, RowIcon } from '../ui/ListPanel.tsx'
import { Chip, StatusChip } from '../ui/StatusChip.tsx'
import { type Choice, drop, guess, insist } from './choosing.ts'
import css from './Uploads.module.css'

// A recording that lacks something at its end may be the only copy: its owner can insist.
const cutCodes: readonly string[] = ['truncated', 'index_missing', 'footer_missing']

/** A chosen file that the server is looking at, or has refused with its reason. */
export function ChoiceRow({ choice, onTaken }: { choice: Choice; onTaken: (id: string) => void }) {
  const { t } = useTranslation(['uploads', 'ui'])
  const { file, refusal, twin } = choice
  const { title, kind } = guess(file.name)
  const cut = refusal instanceof ApiError && cutCodes.includes(refusal.code)
  return (
    <DataRow
      lead={
        <RowIcon>
          <Icon name={kind === 'programme' ? 'film' : 'wave'} />
        </RowIcon>
      }
      title={title}
      note={file.name}
      side={
        refusal || twin ? (
          <>
            {twin ? (
              <Chip tone="warn" icon="copy">
                {t('choice.twin')}
              </Chip>
            ) : (
              <StatusChip status="failed">{t('choice.refused')}</StatusChip>
            )}
            {cut && (
              <Button variant="default" size="compact-md" onClick={() => insist(choice, onTaken)}>
                {t('choice.insist')}
              </Button>
            )}
            <Button variant="default" size="compact-md" onClick={() => drop(choice.key)}>
              {t(twin ? 'choice.seen' : 'choice.drop')}
            </Button>
          </>
        ) : (
          <StatusChip status="checking">{t('choice.looking')}</StatusChip>
        )
      }
    >
      <span className="num">{bytes(file.size)}</span>
      {twin && <output className={css.said}>{t('choice.twinOf', { title: twin })}</output>}
      {refusal !== undefined && (
        <p className={css.stop} role="alert">
          {refusal instanceof ApiError ? refusal.message : t('ui:unexpected')} {cut && t('choice.cutHint')}
        </p>
      )}
    </DataRow>
  )
}
