import { BeginButton } from '../packages/BeginButton.tsx'
import { useShelves } from '../packages/use-shelf.ts'
import { Card, Muted } from '../shell/Card.tsx'
import { t } from '../words.ts'

/** What may be played, while nothing is. */
export function PlayScreen() {
  const shelves = useShelves()
  const whole = shelves?.filter(({ current, withdrawn }) => current && withdrawn === null) ?? []
  return (
    <>
      <h1 className="sr-only">{t('tab.play')}</h1>
      {shelves && whole.length === 0 && (
        <Card edge>
          <Muted>{t('play.nothing')}</Muted>
        </Card>
      )}
      {whole.map((shelf) => (
        <Card key={shelf.slot} title={shelf.place}>
          <Muted>{shelf.title}</Muted>
          {shelf.current && <BeginButton playable={shelf.current} />}
        </Card>
      ))}
    </>
  )
}
