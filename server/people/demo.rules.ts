import type { Role } from '../http/permissions.rules.ts'
import type { languageCodes } from './people.schema.ts'

/** Known to everybody: the demonstration says so on every page. */
export const demoPassword = 'vang-caobang'

const districts = [
  'thành phố Cao Bằng',
  'huyện Bảo Lâm',
  'huyện Bảo Lạc',
  'huyện Hà Quảng',
  'huyện Trùng Khánh',
  'huyện Hạ Lang',
  'huyện Quảng Hòa',
  'huyện Hòa An',
  'huyện Nguyên Bình',
  'huyện Thạch An',
]

export const demoUnits = [
  { id: 'unit-department', kind: 'department', name: 'Sở Văn hóa, Thể thao và Du lịch' },
  { id: 'unit-troupe', kind: 'troupe', name: 'Đoàn Nghệ thuật tỉnh' },
  { id: 'unit-centre', kind: 'centre', name: 'Trung tâm Văn hóa và Thông tin du lịch' },
  { id: 'unit-relics', kind: 'relics', name: 'Ban quản lý các di tích quốc gia đặc biệt' },
  { id: 'unit-station', kind: 'station', name: 'Đài Phát thanh - Truyền hình Cao Bằng' },
  ...districts.map((district, index) => ({
    id: `unit-district-${index + 1}`,
    kind: 'district_office' as const,
    name: `Phòng Văn hóa và Thông tin ${district}`,
  })),
] as const

interface DemoAccount {
  login: string
  role: Role
  name: string
  unitId: string
  languages: (typeof languageCodes)[number][]
}

/** One account for each role, named by what it does. */
// biome-ignore format: a table reads by its columns
export const demoAccounts: DemoAccount[] = [
  { login: 'bien-tap', role: 'producer', name: 'Biên tập viên Đoàn Nghệ thuật', unitId: 'unit-troupe', languages: ['vi', 'tyz', 'nut'] },
  { login: 'duyet', role: 'approver', name: 'Cán bộ thẩm định nội dung', unitId: 'unit-department', languages: ['vi', 'tyz'] },
  { login: 'xep-lich', role: 'scheduler', name: 'Người xếp lịch phát sóng', unitId: 'unit-centre', languages: ['vi'] },
  { login: 'doi-phim', role: 'film_team', name: 'Đội chiếu phim lưu động số 1', unitId: 'unit-centre', languages: ['vi', 'tyz', 'hmn'] },
  { login: 'lanh-dao', role: 'official', name: 'Lãnh đạo Sở theo dõi', unitId: 'unit-department', languages: ['vi'] },
  { login: 'quan-tri', role: 'admin', name: 'Quản trị hệ thống', unitId: 'unit-centre', languages: ['vi'] },
]

/** Two teams share the ten districts of 2021, so that one account sees only half of the packages. */
export const demoTeams = [
  {
    id: 'team-1',
    name: 'Đội chiếu phim lưu động số 1',
    unitId: 'unit-centre',
    memberLogins: ['doi-phim'],
    districtCodes: ['042', '043', '045', '051', '052'],
  },
  {
    id: 'team-2',
    name: 'Đội chiếu phim lưu động số 2',
    unitId: 'unit-centre',
    memberLogins: [],
    districtCodes: ['040', '047', '048', '049', '053'],
  },
]
