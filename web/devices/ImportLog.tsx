import { Button, FileButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/icons.tsx'
import css from './Devices.module.css'
import { useImportLog } from './devices.api.ts'

/** A log that came on a stick or from a colleague. The same file twice adds nothing. */
export function ImportLog() {
  const { t } = useTranslation('devices')
  const take = useImportLog()
  const sum = (of: 'added' | 'known' | 'quarantined') =>
    (take.data?.devices ?? []).reduce((total, device) => total + device[of], 0)
  const { damaged = 0, strangers = 0 } = take.data ?? {}
  return (
    <div className={css.import}>
      <FileButton
        accept=".ndjson,.jsonl,.txt,application/x-ndjson"
        onChange={(file) => file && take.mutate(file)}
      >
        {(props) => (
          <Button
            {...props}
            variant="default"
            loading={take.isPending}
            leftSection={<Icon name="up" size={17} />}
          >
            {t('import')}
          </Button>
        )}
      </FileButton>
      {take.data && (
        <output className="sec">
          {[
            t('imported', { count: sum('added'), known: sum('known') }),
            sum('quarantined') > 0 && t('importedQuarantine', { count: sum('quarantined') }),
            damaged > 0 && t('importedDamaged', { count: damaged }),
            strangers > 0 && t('importedStrangers', { count: strangers }),
          ]
            .filter(Boolean)
            .join(' ')}
        </output>
      )}
      {take.error && <ErrorState error={take.error} />}
    </div>
  )
}
