import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { clockTime } from '../ui/format.ts'
import { DataRow, ListPanel } from '../ui/ListPanel.tsx'
import { useDropCode, type WaitingCode } from './devices.api.ts'

/** Codes that were made and that no device has used yet. */
export function WaitingCodes({ codes, mayDrop }: { codes: readonly WaitingCode[]; mayDrop: boolean }) {
  const { t } = useTranslation('devices')
  const drop = useDropCode()
  return (
    <ListPanel title={t('codes')} count={codes.length}>
      <ul>
        {codes.map((code) => (
          <DataRow
            key={code.id}
            title={code.name}
            note={code.team.name}
            side={
              mayDrop && (
                <Button
                  variant="default"
                  size="row"
                  aria-label={t('dropOf', { name: code.name })}
                  loading={drop.isPending && drop.variables === code.id}
                  onClick={() => drop.mutate(code.id)}
                >
                  {t('drop')}
                </Button>
              )
            }
          >
            {t('codeUntil', { time: clockTime(code.expiresAt) })}
          </DataRow>
        ))}
      </ul>
      {drop.error && <ErrorState error={drop.error} />}
    </ListPanel>
  )
}
