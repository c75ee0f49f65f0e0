import type { Page } from 'playwright-core'
import enHamlets from '../../web/locales/en/hamlets.json' with { type: 'json' }
import enPeople from '../../web/locales/en/people.json' with { type: 'json' }
import enSchedule from '../../web/locales/en/schedule.json' with { type: 'json' }
import viHamlets from '../../web/locales/vi/hamlets.json' with { type: 'json' }
import viPeople from '../../web/locales/vi/people.json' with { type: 'json' }
import viSchedule from '../../web/locales/vi/schedule.json' with { type: 'json' }
import { type FilledStation, places, titles } from './filled-station.ts'

export type Spoken = 'vi' | 'en'

export interface Screen {
  name: string
  /** Login of who looks; absent where nobody has signed in. */
  as?: string
  path: string | ((station: FilledStation) => string)
  /** Something of the station's own, the same in both languages, that is seen once the screen stands. */
  shows: string
  /** What is opened on it before it is judged. */
  open?: (page: Page, about: { language: Spoken; station: FilledStation }) => Promise<unknown>
  /** Judged in four dresses, not in two. */
  closely?: true
}

const words = {
  vi: { schedule: viSchedule, people: viPeople, hamlets: viHamlets },
  en: { schedule: enSchedule, people: enPeople, hamlets: enHamlets },
}

const todays: Screen[] = [
  { name: 'the producer’s day', as: 'bien-tap', path: '/', shows: titles.sentBack },
  { name: 'the approver’s day', as: 'duyet', path: '/', shows: titles.message, closely: true },
  { name: 'the scheduler’s day', as: 'xep-lich', path: '/', shows: titles.withHoles },
  { name: 'the film team’s day', as: 'doi-phim', path: '/', shows: titles.published },
  { name: 'the official’s day', as: 'lanh-dao', path: '/', shows: titles.published },
  { name: 'the administrator’s day', as: 'quan-tri', path: '/', shows: 'Nông Thị Ễ' },
]

const watching = (page: Page) =>
  page.waitForFunction(() => [...document.querySelectorAll('video')].some((video) => video.readyState > 0))

const library: Screen[] = [
  { name: 'uploads', as: 'bien-tap', path: '/tai-len', shows: titles.onItsWay, closely: true },
  {
    name: 'the verdict on an upload',
    as: 'bien-tap',
    path: '/tai-len',
    shows: titles.cut,
    open: (page) => page.getByText(titles.cut).first().click(),
  },
  {
    name: 'uploads from a disk',
    as: 'bien-tap',
    path: '/tai-len?nguon=o-dia',
    shows: titles.inbox,
    open: (page) => page.getByText(titles.inbox).first().click(),
  },
  { name: 'the library', as: 'bien-tap', path: '/thu-vien', shows: titles.programme, closely: true },
  {
    name: 'the rules of the check',
    as: 'quan-tri',
    path: '/thu-vien/luat-kiem-tra',
    shows: 'BT.709',
  },
  {
    name: 'a work with its player',
    as: 'bien-tap',
    path: (station) => `/tu-lieu/${station.workId}`,
    shows: titles.act,
    open: watching,
    closely: true,
  },
  {
    name: 'a refused recording',
    as: 'bien-tap',
    path: (station) => `/tu-lieu/${station.cutWorkId}`,
    shows: titles.cut,
  },
  {
    name: 'the library by language',
    as: 'bien-tap',
    path: '/thu-vien/tieng',
    shows: titles.message,
  },
  {
    name: 'the microphone before a voice is recorded',
    as: 'bien-tap',
    path: (station) => `/tu-lieu/${station.messageWorkId}/thu-am?tieng=hmn`,
    shows: 'Bản mẫu',
    open: (page) => page.locator('#content .card button').first().click(),
  },
  { name: 'what phones have shared', as: 'bien-tap', path: '/chia-se', shows: 'Zalo' },
  {
    name: 'a spoken text with its translation',
    as: 'bien-tap',
    path: (station) => `/tu-lieu/${station.messageWorkId}?ban=3`,
    shows: titles.message,
  },
]

const review: Screen[] = [
  { name: 'the queue for review', as: 'duyet', path: '/duyet', shows: titles.message },
  {
    name: 'the room of a version whose language the approver does not speak',
    as: 'duyet',
    path: (station) => `/duyet/${station.waitingVersionId}`,
    shows: titles.message,
    closely: true,
  },
  {
    name: 'the remarks its maker reads',
    as: 'bien-tap',
    path: (station) => `/duyet/${station.sentBackVersionId}`,
    shows: 'Tiếng gió lấn tiếng hát.',
    open: watching,
  },
]

const week = '/lich?tuan=2021-09-27'
/** The table draws what is in sight: its first day is, written alike in both languages. */
const monday = '27/09'
/** The other view of the week; on a phone both are the same list. */
async function asCalendar(page: Page, language: 'vi' | 'en') {
  const label = words[language].schedule.view.calendar
  const choice = page.locator('label', { hasText: new RegExp(`^${label}$`) })
  if (await choice.isVisible()) await choice.click()
}
const television: Screen[] = [
  { name: 'the week', as: 'xep-lich', path: week, shows: monday, closely: true },
  {
    name: 'the week drawn to time',
    as: 'xep-lich',
    path: week,
    shows: monday,
    closely: true,
    open: (page, { language }) => asCalendar(page, language),
  },
  { name: 'the week as an official reads it', as: 'lanh-dao', path: week, shows: monday },
  {
    name: 'a slot in its drawer',
    as: 'xep-lich',
    path: week,
    shows: monday,
    open: async (page, { language }) => {
      await asCalendar(page, language)
      await page.locator('[data-slot]', { hasText: titles.sentBack }).first().dblclick()
    },
  },
  {
    name: 'what publishing would change',
    as: 'xep-lich',
    path: week,
    shows: monday,
    open: (page, { language }) =>
      page.getByRole('button', { name: words[language].schedule.seeToPublish }).click(),
  },
  { name: 'the print of the week', as: 'xep-lich', path: '/lich/in?from=2021-09-27', shows: 'Nông thôn mới' },
  { name: 'the order of a day', as: 'xep-lich', path: '/lich/ngay/2021-10-03', shows: titles.programme },
  {
    name: 'the order of a day on paper',
    as: 'lanh-dao',
    path: '/lich/ngay/2021-10-03/in',
    shows: titles.programme,
  },
]

const loudspeakers: Screen[] = [
  { name: 'the playlists', as: 'xep-lich', path: '/danh-sach-phat', shows: titles.withHoles },
  {
    name: 'a playlist with holes',
    as: 'xep-lich',
    path: (station) => `/danh-sach-phat/${station.withHolesId}`,
    shows: titles.act,
    closely: true,
  },
  {
    name: 'a published playlist',
    as: 'lanh-dao',
    path: (station) => `/danh-sach-phat/${station.playlistId}`,
    shows: titles.song,
  },
  { name: 'the film team’s packages', as: 'doi-phim', path: '/goi', shows: titles.published, closely: true },
  { name: 'all packages', as: 'xep-lich', path: '/goi', shows: titles.published },
  {
    name: 'what a package holds',
    as: 'doi-phim',
    path: (station) => `/goi?xem=${station.packageId}`,
    shows: '.mp3',
  },
  {
    name: 'what a stick will hold, and every way to write it',
    as: 'doi-phim',
    path: (station) => `/goi/${station.packageId}/usb`,
    shows: places.district,
    open: (page) =>
      page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true
      }),
    closely: true,
  },
  {
    name: 'help with a stick',
    as: 'doi-phim',
    path: '/goi/loa-khong-nhan-the',
    shows: 'exFAT',
    closely: true,
  },
  {
    name: 'the verdict on a copied package',
    as: 'doi-phim',
    path: '/goi/kiem-tra',
    shows: 'ZIP',
    open: async (page, { station }) => {
      const zip = await page.request.get(`/api/packages/${station.packageId}/zip`)
      const file = { name: 'goi.zip', mimeType: 'application/zip', buffer: await zip.body() }
      await page.locator('input[type=file]').last().setInputFiles(file)
      await page.getByText(places.district).waitFor()
    },
  },
]

const month = '2021-09'
const fieldOffice: Screen[] = [
  {
    name: 'the month of showings',
    as: 'xep-lich',
    path: `/chuyen-di?thang=${month}`,
    shows: 'Xóm Cà Pèn',
    closely: true,
  },
  {
    name: 'closing a showing',
    as: 'doi-phim',
    path: `/chuyen-di?thang=${month}`,
    shows: 'Xóm Cà Pèn',
    open: (page) => page.getByRole('button', { name: 'Xóm Nà Nhùng' }).first().click(),
  },
  {
    name: 'the quota of showings',
    as: 'xep-lich',
    path: `/chuyen-di?thang=${month}&xem=dinh-muc`,
    shows: 'Thông tư 08/2015',
  },
  {
    name: 'the sheet of a trip',
    as: 'xep-lich',
    path: '/chuyen-di/in?doi=team-1&tu=2021-09-29&den=2021-10-03',
    shows: 'Xóm Pác Ruộc',
  },
  { name: 'the hamlets', as: 'xep-lich', path: '/xom', shows: 'Xóm Bản Giốc' },
  {
    name: 'a hamlet that changes from a day on',
    as: 'xep-lich',
    path: '/xom',
    shows: 'Xóm Bản Giốc',
    open: async (page, { language }) => {
      await page.getByRole('button', { name: 'Xóm Bản Giốc' }).click()
      await page.getByRole('button', { name: words[language].hamlets.way.change }).click()
    },
  },
  {
    name: 'the map of what loudspeakers reached',
    as: 'lanh-dao',
    path: `/da-nghe?thang=${month}`,
    shows: places.district,
  },
  {
    name: 'the map of what communes were reached',
    as: 'lanh-dao',
    path: `/da-nghe?thang=${month}&cap=xa`,
    shows: 'Xã Lý Bôn',
    closely: true,
  },
  {
    name: 'what stands behind a figure',
    as: 'xep-lich',
    path: `/da-nghe?thang=${month}&xem=table&cap=xa`,
    shows: titles.message,
    open: async (page) => {
      await page.getByRole('cell').filter({ hasText: '2' }).getByRole('button').first().click()
      await page.getByRole('complementary').getByText('Xóm Nà Nhùng').first().waitFor()
    },
  },
  {
    name: 'who heard nothing',
    as: 'duyet',
    path: `/da-nghe?thang=${month}&xem=never`,
    shows: titles.message,
  },
  {
    name: 'where nobody was longest',
    as: 'lanh-dao',
    path: `/da-nghe?thang=${month}&xem=unserved`,
    shows: 'Huyện Hạ Lang',
  },
  {
    name: 'the teams against their quota',
    as: 'lanh-dao',
    path: `/da-nghe?thang=${month}&xem=quota`,
    shows: 'Đội chiếu phim lưu động số 2',
  },
  { name: 'the devices', as: 'xep-lich', path: '/may?xem=im-lang', shows: 'Điện thoại của đội số 1' },
]

const reference: Screen[] = [
  { name: 'the places of 2021', as: 'xep-lich', path: '/dia-ban', shows: places.district },
  {
    name: 'a place of 2021',
    as: 'xep-lich',
    path: (station) => `/dia-ban?nam=2021&xem=${station.districtId}`,
    shows: places.district,
  },
  { name: 'the units of 2025', as: 'xep-lich', path: '/dia-ban?nam=2025', shows: 'Phường Thục Phán' },
  { name: 'the people', as: 'quan-tri', path: '/nguoi-dung', shows: 'Nông Thị Ễ', closely: true },
  {
    name: 'one person',
    as: 'quan-tri',
    path: (station) => `/nguoi-dung?xem=${station.personId}`,
    shows: 'Nông Thị Ễ',
  },
  { name: 'a team', as: 'quan-tri', path: '/nguoi-dung?doi=team-1', shows: 'Đội chiếu phim lưu động số 1' },
  {
    name: 'people pasted from a table',
    as: 'quan-tri',
    path: '/nguoi-dung',
    shows: 'Nông Thị Ễ',
    open: async (page, { language }) => {
      await page.getByRole('button', { name: words[language].people.paste.open }).click()
      await page
        .getByRole('textbox')
        .last()
        .fill('Hoàng Văn Ộ\t0912345678\tĐoàn Nghệ thuật tỉnh\tBiên tập viên')
    },
  },
  {
    name: 'the slips to sign in with',
    as: 'quan-tri',
    path: (station) => `/nguoi-dung/phieu?ai=${station.personId}`,
    shows: '1',
    open: async (page) => {
      await page.getByRole('button').first().click()
      await page.getByText('Nông Thị Ễ').waitFor()
    },
  },
  { name: 'the running work', as: 'quan-tri', path: '/cong-viec', shows: titles.programme },
  { name: 'an address that leads nowhere', as: 'xep-lich', path: '/khong-co-trang-nay', shows: '' },
]

export const screens: readonly Screen[] = [
  { name: 'sign-in', path: '/dang-nhap', shows: 'bien-tap', closely: true },
  ...todays,
  ...library,
  ...review,
  ...television,
  ...loudspeakers,
  ...fieldOffice,
  ...reference,
]

export const emptyScreens: readonly Screen[] = [
  { name: 'the producer’s day', as: 'bien-tap', path: '/', shows: 'Đơn vị không còn việc nào' },
  { name: 'the library', as: 'bien-tap', path: '/thu-vien', shows: 'Thư viện chưa có tư liệu nào' },
  { name: 'uploads', as: 'bien-tap', path: '/tai-len', shows: 'Chưa có tệp nào đang tải' },
  { name: 'the inbox', as: 'bien-tap', path: '/tai-len?nguon=o-dia', shows: 'Chưa thấy tệp nào' },
  { name: 'review', as: 'duyet', path: '/duyet', shows: 'Không có bản nào chờ duyệt' },
  { name: 'the week', as: 'xep-lich', path: '/lich', shows: 'Tuần chưa có gì' },
  { name: 'the print of the week', as: 'xep-lich', path: '/lich/in', shows: 'Tuần này chưa công bố lần nào' },
  { name: 'the weekly grid', as: 'xep-lich', path: '/lich/khung', shows: 'Chưa có khung chương trình' },
  {
    name: 'the order of a day',
    as: 'xep-lich',
    path: '/lich/ngay/2021-10-03',
    shows: 'Ngày này chưa có mục nào',
  },
  { name: 'playlists', as: 'xep-lich', path: '/danh-sach-phat', shows: 'Chưa có danh sách phát nào' },
  { name: 'packages', as: 'doi-phim', path: '/goi', shows: 'Chưa có gói nào cho đội' },
  {
    name: 'the month of showings',
    as: 'xep-lich',
    path: '/chuyen-di',
    shows: 'Tháng này chưa có buổi chiếu nào',
  },
  { name: 'the hamlets', as: 'xep-lich', path: '/xom', shows: 'Chưa ghi xóm nào' },
  {
    name: 'what loudspeakers reached',
    as: 'lanh-dao',
    path: '/da-nghe',
    shows: 'Tháng này chưa công bố thông báo nào cho loa',
  },
  { name: 'the running work', as: 'xep-lich', path: '/cong-viec', shows: 'Không có việc nào đang chạy' },
]
