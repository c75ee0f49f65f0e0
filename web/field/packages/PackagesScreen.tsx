import { Handover } from '../handover/Handover.tsx'
import { Unsent } from '../log/Unsent.tsx'
import { Big, Card, Muted } from '../shell/Card.tsx'
import { go } from '../shell/screen.ts'
import { sync } from '../sync/sync.ts'
import { t } from '../words.ts'
import { PackageCard } from './PackageCard.tsx'
import { SpaceCard } from './SpaceCard.tsx'
import { useShelves, useToday } from './use-shelf.ts'

export function PackagesScreen() {
  const shelves = useShelves()
  const today = useToday()
  return (
    <>
      <h1 className="sr-only">{t('tab.packages')}</h1>
      <Unsent />
      {shelves?.length === 0 && (
        <Card edge>
          <Muted>{t('packages.none')}</Muted>
          <Big icon="refresh" onClick={() => void sync()}>
            {t('packages.ask')}
          </Big>
        </Card>
      )}
      {shelves?.map((shelf) => (
        <PackageCard key={shelf.slot} shelf={shelf} today={today} />
      ))}
      <SpaceCard />
      <Handover />
      <Big icon="shield" onClick={() => go('kiem-tra')}>
        {t('check.title')}
      </Big>
    </>
  )
}
