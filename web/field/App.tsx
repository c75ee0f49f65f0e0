import { useEffect } from 'react'
import { CheckScreen } from './check/CheckScreen.tsx'
import { browserOf } from './enrol/browser.ts'
import { enrolmentIn, thisDevice } from './enrol/device.ts'
import { EnrolScreen } from './enrol/EnrolScreen.tsx'
import { InsideApp } from './enrol/InsideApp.tsx'
import { LogScreen } from './log/LogScreen.tsx'
import { PackagesScreen } from './packages/PackagesScreen.tsx'
import { ReadyScreen } from './ready/ReadyScreen.tsx'
import { Big, Card, Says } from './shell/Card.tsx'
import { Frame } from './shell/Frame.tsx'
import { useScreen } from './shell/screen.ts'
import { CloseScreen } from './showing/CloseScreen.tsx'
import { ShowingsScreen } from './showing/ShowingsScreen.tsx'
import { PlayScreen } from './stop/PlayScreen.tsx'
import { StopMode } from './stop/StopMode.tsx'
import { stage } from './stop/stage.ts'
import { storeFails } from './store/db.ts'
import { useStored } from './store/use-stored.ts'
import { applyTheme, theme } from './theme.ts'
import { language, t } from './words.ts'

const kind = browserOf(navigator.userAgent)

const screens = {
  goi: PackagesScreen,
  phat: PlayScreen,
  di: ShowingsScreen,
  'san-sang': ReadyScreen,
  'nhat-ky': LogScreen,
  'kiem-tra': CheckScreen,
}

export function App() {
  language.use()
  const device = useStored(async () => ({ row: await thisDevice() }))
  const screen = useScreen()
  const fails = storeFails.use()
  const onStage = stage.use() !== null && screen === 'phat'
  const chosen = theme.use()
  // biome-ignore lint/correctness/useExhaustiveDependencies: applied anew whenever another theme is chosen
  useEffect(() => applyTheme(onStage), [onStage, chosen])
  if (kind === 'inside' || kind === 'insideIos') return <InsideApp ios={kind === 'insideIos'} />
  if (fails) return <StoreFails />
  if (!device) return null
  if (!device.row || enrolmentIn(location.hash)) return <EnrolScreen known={device.row !== undefined} />
  if (onStage) return <StopMode />
  if (screen === 'chot') return <CloseScreen />
  const Screen = screens[screen]
  return (
    <Frame screen={screen} team={device.row.team.name}>
      <Screen />
    </Frame>
  )
}

function StoreFails() {
  return (
    <main className="stack">
      <Card edge>
        <Says tone="stop">{t('store.closed')}</Says>
        <Big main icon="refresh" onClick={() => location.reload()}>
          {t('store.again')}
        </Big>
      </Card>
    </main>
  )
}
