import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useJobProgress } from '../live.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { bytes, percent, shortDateTime, span } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { ProgressLine } from '../ui/ProgressLine.tsx'
import { useMay } from '../ui/session.ts'
import { type Delivery, minutesUrl, useDisks, useWrite } from './delivery.api.ts'
import css from './Folder.module.css'

/** Writing the folder to a disk in the server's machine, and what was written before. */
export function Disks({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('delivery')
  const mayMake = useMay('delivery.make')
  const [choosing, setChoosing] = useState(false)
  const write = useWrite()
  return (
    <>
      <ul className={css.rows}>
        {delivery.copies.map((copy) => (
          <CopyRow
            key={copy.id}
            copy={copy}
            {...(mayMake && !delivery.stopped
              ? { onAgain: () => write.mutate({ id: delivery.id, path: copy.path }) }
              : {})}
          />
        ))}
      </ul>
      {write.error && <ErrorState error={write.error} />}
      {mayMake && !delivery.stopped && choosing && (
        <Choose delivery={delivery} onWrite={(path) => write.mutate({ id: delivery.id, path })} />
      )}
      {mayMake && !delivery.stopped && !choosing && (
        <Button variant="default" size="row" onClick={() => setChoosing(true)}>
          {t('disk.choose')}
        </Button>
      )}
    </>
  )
}

type Copy = Delivery['copies'][number]

function CopyRow({ copy, onAgain }: { copy: Copy; onAgain?: () => void }) {
  const { t } = useTranslation('delivery')
  const news = useJobProgress(copy.id)
  const fraction = news?.fraction ?? null
  return (
    <li>
      <div className={css.words}>
        <b>{copy.disk}</b>
        <span className="num mut">{shortDateTime(copy.finishedAt ?? copy.requestedAt)}</span>
        {copy.state === 'done' && (
          <p>{t(copy.readFrom === 'memory' ? 'disk.doneMemory' : 'disk.done', { name: copy.requestedBy })}</p>
        )}
        {copy.failure && <p>{copy.failure}</p>}
      </div>
      {copy.hasMinutes && (
        <Button component="a" href={minutesUrl(copy.id)} target="_blank" variant="default" size="row">
          {t('disk.minutes')}
        </Button>
      )}
      {copy.state === 'failed' && onAgain && (
        <Button variant="default" size="row" onClick={onAgain}>
          {t('disk.goOn')}
        </Button>
      )}
      {copy.state === 'writing' && (
        <div className={css.bar}>
          <ProgressLine label={t('disk.writing', { name: copy.disk })} fraction={fraction}>
            {fraction === null
              ? t('queued')
              : [
                  t('disk.writing', { name: copy.disk }),
                  percent(fraction),
                  news?.etaMs && t('left', { span: span(news.etaMs) }),
                ]
                  .filter(Boolean)
                  .join(', ')}
          </ProgressLine>
        </div>
      )}
    </li>
  )
}

function Choose({ delivery, onWrite }: { delivery: Delivery; onWrite: (path: string) => void }) {
  const { t } = useTranslation('delivery')
  const disks = useDisks(delivery.id)
  const writing = (path: string) =>
    delivery.copies.some((copy) => copy.path === path && copy.state === 'writing')
  return (
    <Loaded query={disks}>
      {(data) =>
        data.disks.length === 0 ? (
          <output className="sec">{t('disk.none')}</output>
        ) : (
          <ul className={css.rows}>
            {data.disks.map((disk) => (
              <li key={disk.path}>
                <div className={css.words}>
                  <b>{disk.name}</b>
                  <span className="num mut">
                    {t('disk.room', { free: bytes(disk.freeBytes), kind: disk.fileSystem })}
                  </span>
                  {disk.hindrance && <p>{disk.hindrance}</p>}
                </div>
                <ActionButton
                  size="row"
                  blocked={disk.hindrance ?? (writing(disk.path) && t('disk.busy'))}
                  onClick={() => onWrite(disk.path)}
                >
                  {t('disk.write', { name: disk.name })}
                </ActionButton>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  )
}
