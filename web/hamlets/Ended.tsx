import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { date } from '../ui/format.ts'
import { DataRow, ListPanel } from '../ui/ListPanel.tsx'
import { useMay } from '../ui/session.ts'
import css from './Hamlets.module.css'
import { type EndedHamlet, useReopen } from './hamlets.api.ts'

/** Hamlets that are no longer there: what they went into, and the way back. */
export function Ended({ ended, onOpen }: { ended: readonly EndedHamlet[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation('hamlets')
  const mayEdit = useMay('trips.edit')
  const reopen = useReopen()
  if (ended.length === 0) return null
  return (
    <ListPanel title={t('ended')} count={ended.length}>
      {reopen.error && <ErrorState error={reopen.error} />}
      <ul>
        {ended.map(({ id, name, area, validTo, into }) => (
          <DataRow
            key={id}
            title={name}
            note={area.name}
            side={
              mayEdit && (
                <Button
                  size="row"
                  variant="default"
                  aria-label={t('reopenOf', { name })}
                  onClick={() => reopen.mutate(id)}
                >
                  {t('reopen')}
                </Button>
              )
            }
          >
            {t(into ? 'mergedOn' : 'endedOn', { day: date(validTo) })}{' '}
            {into && (
              <button type="button" className={css.open} onClick={() => onOpen(into.id)}>
                {into.name}
              </button>
            )}
          </DataRow>
        ))}
      </ul>
    </ListPanel>
  )
}
