import { useEffect, useState } from 'react'
import { Card, Muted, Says } from '../shell/Card.tsx'
import { db } from '../store/db.ts'
import { space } from '../store/space.ts'
import { useStored } from '../store/use-stored.ts'
import { t } from '../words.ts'
import { size } from '../written.ts'

/** What the sound takes, and what is left on the phone. */
export function SpaceCard() {
  const soundBytes = useStored(async () =>
    (await db.blobs.toArray()).reduce((sum, { offsetBytes }) => sum + offsetBytes, 0),
  )
  const [told, setTold] = useState<Awaited<ReturnType<typeof space>>>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew whenever what is kept changes
  useEffect(() => {
    void space().then(setTold)
  }, [soundBytes])
  if (!told || soundBytes === undefined) return null
  return (
    <Card title={t('space.title')}>
      <Muted>{t('space.left', { free: size(told.freeBytes), ours: size(soundBytes) })}</Muted>
      {soundBytes > 0 && !told.persistent && <Says tone="warn">{t('space.notKept')}</Says>}
    </Card>
  )
}
