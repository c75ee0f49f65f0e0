import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouteComponent,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type LanguageEffect from './playlists/LanguageEffect.tsx'
import { SignedIn } from './shell/SignedIn.tsx'
import { Broken, NotFound } from './shell/Stray.tsx'

/** Search parameters are plain strings in the address: `?tuan=2021-09-27`. Pages read them with useSearch. */
export type Search = Record<string, string | undefined>

const root = createRootRoute({
  component: Outlet,
  errorComponent: Broken,
  notFoundComponent: NotFound,
  validateSearch: (search: Record<string, unknown>): Search => search as Search,
})
const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedIn })
const shell = createRoute({
  getParentRoute: () => signedIn,
  id: 'shell',
  // What other apps of the device shared waits on every page; features do not know each other, so they meet here.
  component: lazyRouteComponent(async () => {
    const [{ default: Shell }, { SharedNotice }] = await Promise.all([
      import('./shell/Shell.tsx'),
      import('./uploads/share/SharedNotice.tsx'),
    ])
    return { default: () => <Shell Notice={SharedNotice} /> }
  }),
})

type Page = () => Promise<{ default: RouteComponent }>
// Every page is a chunk of its own: the first visit fetches only what it shows.
const page = <const Path extends string>(path: Path, load: Page) =>
  createRoute({ getParentRoute: () => shell, path, component: lazyRouteComponent(load) })
const print = <const Path extends string>(path: Path, load: Page) =>
  createRoute({ getParentRoute: () => signedIn, path, component: lazyRouteComponent(load) })

// Who has signed out shares nothing any more; features do not know each other, so they meet here.
const signIn: Page = async () => {
  const [{ default: SignInPage }, { useNobodyHere }] = await Promise.all([
    import('./sign-in/SignInPage.tsx'),
    import('./uploads/share/here.ts'),
  ])
  return {
    default: function SignIn() {
      useNobodyHere()
      return <SignInPage />
    },
  }
}

// A work's page shows what the station gets of it and how often it aired; features do not know each other, so they meet here.
const workWithExtras: Page = async () => {
  const [{ default: WorkPage }, { default: DeliveryPanel }, { AiredPanel }, { default: ClipPanel }] =
    await Promise.all([
      import('./library/WorkPage.tsx'),
      import('./delivery/DeliveryPanel.tsx'),
      import('./schedule/as-run/AiredPanel.tsx'),
      import('./packages/ClipPanel.tsx'),
    ])
  const extras = (of: { workId: string; versionId: string }) => (
    <>
      <AiredPanel workId={of.workId} />
      <DeliveryPanel versionId={of.versionId} />
      <ClipPanel versionId={of.versionId} />
    </>
  )
  return { default: () => <WorkPage extras={extras} /> }
}

// What is recorded in the browser is sent as every file is; features do not know each other, so they meet here.
const voiceWithSending: Page = async () => {
  const [{ default: VoicePage }, { handOver }, { Handed }] = await Promise.all([
    import('./library/voice/VoicePage.tsx'),
    import('./uploads/handing.ts'),
    import('./uploads/Handed.tsx'),
  ])
  return { default: () => <VoicePage send={handOver} Sent={Handed} /> }
}

// An approver of a second version first reads what became different.
const reviewWithChanges: Page = async () => {
  const [{ default: ReviewPage }, { Changes }] = await Promise.all([
    import('./review/ReviewPage.tsx'),
    import('./library/Changes.tsx'),
  ])
  return { default: () => <ReviewPage changes={Changes} /> }
}

// A newer recording takes over in the plan and in playlists; features do not know each other, so they meet here.
const versionsWithPlaylists: Page = async () => {
  const [{ default: ReplaceVersionPage }, { default: PlaylistsWith }] = await Promise.all([
    import('./schedule/publishing/ReplaceVersionPage.tsx'),
    import('./playlists/PlaylistsWith.tsx'),
  ])
  return { default: () => <ReplaceVersionPage extras={PlaylistsWith} /> }
}

// A new order of languages shows what it does to playlists before it is saved.
const withLanguageEffect =
  (load: () => Promise<{ default: ComponentType<{ effect?: typeof LanguageEffect }> }>): Page =>
  async () => {
    const [{ default: PlacesPage }, { default: effect }] = await Promise.all([
      load(),
      import('./playlists/LanguageEffect.tsx'),
    ])
    return { default: () => <PlacesPage effect={effect} /> }
  }

const routeTree = root.addChildren([
  createRoute({
    getParentRoute: () => root,
    path: '/dang-nhap',
    component: lazyRouteComponent(signIn),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/nhan/$token',
    component: lazyRouteComponent(() => import('./delivery/LinkPage.tsx')),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/nghe/$token',
    component: lazyRouteComponent(() => import('./packages/ClipPage.tsx')),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/tra-loi/$token',
    component: lazyRouteComponent(() => import('./schedule/station/AnswerPage.tsx')),
  }),
  signedIn.addChildren([
    print('/lich/ngay/$day/in', () => import('./schedule/rundown/RundownPrint.tsx')),
    print('/lich/phieu-de-nghi', () => import('./schedule/station/SlipPrint.tsx')),
    print('/lich/in', () => import('./schedule/WeekPrint.tsx')),
    print('/lich/dinh-chinh/$correctionId', () => import('./schedule/publishing/CorrectionPage.tsx')),
    print('/chuyen-di/in', () => import('./trips/TripPrint.tsx')),
    print('/nguoi-dung/phieu', () => import('./people/SlipsPrint.tsx')),
    shell.addChildren([
      page('/', () => import('./today/TodayPage.tsx')),
      page('/chia-se', () => import('./uploads/share/SharePage.tsx')),
      page('/tai-len', () => import('./uploads/UploadsPage.tsx')),
      page('/thu-vien', () => import('./library/LibraryPage.tsx')),
      page('/thu-vien/tieng', () => import('./library/LanguagesPage.tsx')),
      page('/thu-vien/luat-kiem-tra', () => import('./library/QcRulesPage.tsx')),
      page('/tu-lieu/$workId', workWithExtras),
      page('/tu-lieu/$workId/thu-am', voiceWithSending),
      page('/duyet', () => import('./review/ReviewPage.tsx')),
      page('/duyet/$versionId', reviewWithChanges),
      page('/lich/khung', () => import('./schedule/templates/TemplatesPage.tsx')),
      page('/lich/ngay/$day', () => import('./schedule/rundown/RundownPage.tsx')),
      page('/lich', () => import('./schedule/WeekPage.tsx')),
      page('/lich/duyet/$planId', () => import('./schedule/publishing/PlanReviewPage.tsx')),
      page('/lich/thay-the', () => import('./schedule/publishing/SubstitutionPage.tsx')),
      page('/lich/thay-ban/$versionId', versionsWithPlaylists),
      page('/lich/dai-tra-loi', () => import('./schedule/station/StationPage.tsx')),
      page('/lich/nhat-ky', () => import('./schedule/as-run/AsRunPage.tsx')),
      page('/lich/nhat-ky/thang', () => import('./schedule/as-run/MonthPage.tsx')),
      page('/giao-dai', () => import('./delivery/DeliveriesPage.tsx')),
      page('/danh-sach-phat', () => import('./playlists/PlaylistsPage.tsx')),
      page('/danh-sach-phat/$playlistId', () => import('./playlists/PlaylistPage.tsx')),
      page('/chuyen-di', () => import('./trips/TripsPage.tsx')),
      page('/xom', () => import('./hamlets/HamletsPage.tsx')),
      page('/da-nghe', () => import('./coverage/CoveragePage.tsx')),
      page('/goi', () => import('./packages/PackagesPage.tsx')),
      page('/goi/kiem-tra', () => import('./packages/VerifyFolderPage.tsx')),
      page('/goi/loa-khong-nhan-the', () => import('./packages/stick/HelpPage.tsx')),
      page('/goi/$packageId/usb', () => import('./packages/stick/StickPage.tsx')),
      page('/goi/thu-hoi/$withdrawalId', () => import('./packages/WithdrawalPage.tsx')),
      page(
        '/dia-ban',
        withLanguageEffect(() => import('./areas/AreasPage.tsx')),
      ),
      page(
        '/dia-ban/cum',
        withLanguageEffect(() => import('./areas/ClustersPage.tsx')),
      ),
      page('/dia-ban/gio-phat', () => import('./areas/LoudspeakerPage.tsx')),
      page('/may', () => import('./devices/DevicesPage.tsx')),
      page('/nguoi-dung', () => import('./people/PeoplePage.tsx')),
      page('/cong-viec', () => import('./jobs/JobsPage.tsx')),
    ]),
  ]),
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const set = Object.entries(search).filter((entry) => entry[1] !== undefined && entry[1] !== '')
    return set.length > 0 ? `?${new URLSearchParams(set as [string, string][])}` : ''
  },
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
