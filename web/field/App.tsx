import { useEffect } from 'react'
import { CheckScreen } from './check/CheckScreen.tsx'
import { enrolmentIn, thisDevice } from './enrol/device.ts'
import { EnrolScreen } from './enrol/EnrolScreen.tsx'
import { InsideApp, isInsideApp } from './enrol/InsideApp.tsx'
import { LogScreen } from './log/LogScreen.tsx'
import { PackagesScreen } from './packages/PackagesScreen.tsx'
import { ReadyScreen } from './ready/ReadyScreen.tsx'
import { Frame } from './shell/Frame.tsx'
import { useScreen } from './shell/screen.ts'
import { PlayScreen } from './stop/PlayScreen.tsx'
import { stage } from './stop/player.ts'
import { StopMode } from './stop/StopMode.tsx'
import { useStored } from './store/use-stored.ts'
import { applyTheme, theme } from './theme.ts'
import { language } from './words.ts'

const screens = {
  goi: PackagesScreen,
  phat: PlayScreen,
  di: ReadyScreen,
  'nhat-ky': LogScreen,
  'kiem-tra': CheckScreen,
}

export function App() {
  language.use()
  const device = useStored(async () => ({ row: await thisDevice() }))
  const screen = useScreen()
  const onStage = stage.use() !== null && screen === 'phat'
  const chosen = theme.use()
  // biome-ignore lint/correctness/useExhaustiveDependencies: applied anew whenever another theme is chosen
  useEffect(() => applyTheme(onStage), [onStage, chosen])
  if (isInsideApp()) return <InsideApp />
  if (!device) return null
  if (!device.row || enrolmentIn(location.hash)) return <EnrolScreen known={device.row !== undefined} />
  if (onStage) return <StopMode />
  const Screen = screens[screen]
  return (
    <Frame screen={screen} team={device.row.team.name}>
      <Screen />
    </Frame>
  )
}
