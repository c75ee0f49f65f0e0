import { useTranslation } from 'react-i18next'
import { useMay } from '../ui/session.ts'
import { DeadlineCard } from './DeadlineCard.tsx'
import { Details } from './Details.tsx'
import { sendings } from './sender.ts'
import { titleFor } from './title.ts'
import type { Uploads } from './uploads.api.ts'
import { FirstLook, Found } from './Verdict.tsx'

/** Beside the queue: is it in time, what was found in it, what it will be in the library. */
export function Side({ uploads, selected }: { uploads: Uploads; selected: string | undefined }) {
  const { t } = useTranslation('uploads')
  const held = sendings.use()
  const mayWrite = useMay('uploads.write')
  const ready = uploads.queue.find(({ id }) => held.get(id)?.phase === 'ready')
  const chosen =
    [...uploads.queue, ...uploads.ended].find(({ id }) => id === selected) ?? ready ?? uploads.queue[0]
  if (!chosen) return null
  const onItsWay = uploads.queue.includes(chosen)
  return (
    <>
      <DeadlineCard queue={uploads.queue} />
      <section className="card" aria-label={titleFor(chosen)}>
        {onItsWay ? (
          <FirstLook upload={chosen} />
        ) : (
          chosen.versionId && <Found versionId={chosen.versionId} title={titleFor(chosen)} />
        )}
      </section>
      {onItsWay && mayWrite && (
        <section className="card" aria-label={t('details.title')}>
          <Details key={chosen.id} upload={chosen} />
        </section>
      )}
    </>
  )
}
