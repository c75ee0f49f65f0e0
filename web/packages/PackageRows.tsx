import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useToday } from '../ui/clock.ts'
import { bytes, dateTime, duration } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { DataRow, ListPanel } from '../ui/ListPanel.tsx'
import { useMay } from '../ui/session.ts'
import { PackageState } from './PackageState.tsx'
import { type PackageLine, zipUrl } from './packages.api.ts'
import { useUse } from './use-until.ts'
import { Withdraw } from './Withdraw.tsx'

type Props = {
  /** Of one publication; never empty. */
  lines: readonly PackageLine[]
  selected: string | undefined
  onOpen: (id: string) => void
}

/** The places of one publication, each with how far its package is and whether its team has it. */
export function PackageRows({ lines, selected, onOpen }: Props) {
  const { t } = useTranslation('packages')
  const mayDownload = useMay('packages.download')
  const mayWithdraw = useMay('packages.withdraw')
  const today = useToday().data?.date
  const [first] = lines
  const until = useUse(first ?? { validFrom: '', validTo: '1970-01-01' }, today)
  if (!first) return null
  const ready = lines.filter((line) => line.state === 'ready').map((line) => line.id)
  return (
    <ListPanel
      title={t('groupTitle', { title: first.title, number: first.sequence })}
      count={t('places', { count: lines.length })}
      aside={<span className="sec">{until}</span>}
      foot={
        mayWithdraw &&
        ready.length > 1 && <Withdraw label={t('withdraw.all', { count: ready.length })} packageIds={ready} />
      }
    >
      <ul>
        {lines.map((line) => (
          <DataRow
            key={line.id}
            title={line.target.name}
            selected={line.id === selected}
            onOpen={() => onOpen(line.id)}
            side={
              <>
                <PackageState line={line} />
                {line.content && mayDownload && (
                  <Button
                    component="a"
                    href={zipUrl(line.id)}
                    download
                    size="row"
                    variant="default"
                    leftSection={<Icon name="down" size={17} />}
                    aria-label={t('downloadOf', {
                      name: line.target.name,
                      size: bytes(line.content.sizeBytes),
                    })}
                  >
                    {bytes(line.content.sizeBytes)}
                  </Button>
                )}
              </>
            }
          >
            {line.content &&
              [
                t('holds', { count: line.content.files, duration: duration(line.content.totalMs) }),
                line.content.missing > 0 && t('missing', { count: line.content.missing }),
                line.download
                  ? t('fetchedAt', { time: dateTime(line.download.at), by: line.download.by })
                  : t('notFetched'),
              ]
                .filter(Boolean)
                .join(', ')}
          </DataRow>
        ))}
      </ul>
    </ListPanel>
  )
}
