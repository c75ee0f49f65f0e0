import { lunarDay, solarDay } from './calendar.rules.ts'
import { addDays, daysBetween, daysFrom } from './days.rules.ts'

interface Occasion {
  readonly key: string
  readonly vi: string
  readonly en: string
  /** A solar day as [month, day], or a lunar one; a festival of several days also has its last day. */
  readonly solar?: readonly [number, number]
  readonly lunar?: { readonly month: number; readonly day: number; readonly lastDay?: number }
  /** The year its years are counted from. */
  readonly base?: number
}

/** The days that return, as the province keeps them. */
export const occasions: readonly Occasion[] = [
  {
    key: 'pac-bo',
    vi: 'Ngày Bác Hồ về nước tại Pác Bó',
    en: 'Uncle Hồ’s return at Pác Bó',
    solar: [1, 28],
    base: 1941,
  },
  { key: 'party', vi: 'Ngày thành lập Đảng', en: 'Founding of the Party', solar: [2, 3], base: 1930 },
  {
    key: 'first-cell',
    vi: 'Ngày thành lập chi bộ Đảng đầu tiên của Cao Bằng',
    en: 'First Party cell of Cao Bằng',
    solar: [4, 1],
    base: 1930,
  },
  { key: 'south', vi: 'Ngày Giải phóng miền Nam', en: 'Liberation of the South', solar: [4, 30], base: 1975 },
  { key: 'labour', vi: 'Ngày Quốc tế Lao động', en: 'International Workers’ Day', solar: [5, 1], base: 1886 },
  {
    key: 'ho-chi-minh',
    vi: 'Ngày sinh Chủ tịch Hồ Chí Minh',
    en: 'Birth of President Hồ Chí Minh',
    solar: [5, 19],
    base: 1890,
  },
  {
    key: 'invalids',
    vi: 'Ngày Thương binh - Liệt sĩ',
    en: 'War Invalids and Martyrs Day',
    solar: [7, 27],
    base: 1947,
  },
  { key: 'august', vi: 'Cách mạng tháng Tám', en: 'August Revolution', solar: [8, 19], base: 1945 },
  {
    key: 'cao-bang-power',
    vi: 'Ngày giành chính quyền ở Cao Bằng',
    en: 'Taking of power in Cao Bằng',
    solar: [8, 22],
    base: 1945,
  },
  {
    key: 'culture',
    vi: 'Ngày truyền thống ngành Văn hóa',
    en: 'Culture Sector Day',
    solar: [8, 28],
    base: 1945,
  },
  { key: 'national', vi: 'Quốc khánh', en: 'National Day', solar: [9, 2], base: 1945 },
  { key: 'dong-khe', vi: 'Chiến thắng Đông Khê', en: 'Victory of Đông Khê', solar: [9, 16], base: 1950 },
  {
    key: 'cao-bang',
    vi: 'Ngày Giải phóng Cao Bằng',
    en: 'Liberation of Cao Bằng',
    solar: [10, 3],
    base: 1950,
  },
  {
    key: 'unity',
    vi: 'Ngày Đại đoàn kết toàn dân tộc',
    en: 'National Unity Day',
    solar: [11, 18],
    base: 1930,
  },
  {
    key: 'army',
    vi: 'Ngày thành lập Quân đội nhân dân Việt Nam',
    en: 'Founding of the People’s Army',
    solar: [12, 22],
    base: 1944,
  },
  { key: 'tet', vi: 'Tết Nguyên đán', en: 'Lunar New Year', lunar: { month: 1, day: 1 } },
  {
    key: 'long-tong',
    vi: 'Hội Lồng Tồng',
    en: 'Lồng Tồng festival',
    lunar: { month: 1, day: 4, lastDay: 15 },
  },
  { key: 'hung-kings', vi: 'Giỗ Tổ Hùng Vương', en: 'Hùng Kings’ Day', lunar: { month: 3, day: 10 } },
  {
    key: 'seventh-moon',
    vi: 'Rằm tháng Bảy',
    en: 'Full moon of the seventh month',
    lunar: { month: 7, day: 15 },
  },
  { key: 'mid-autumn', vi: 'Tết Trung thu', en: 'Mid-Autumn Festival', lunar: { month: 8, day: 15 } },
]

interface OccasionDay {
  key: string
  name: string
  /** With the years it counts: "71 năm Ngày Giải phóng Cao Bằng". */
  title: string
  date: string
  /** The last day of a festival; the day itself for the rest. */
  lastDate: string
  /** Years since the base year; null where none are counted. */
  years: number | null
  /** Years ending in 0 (năm tròn) weigh most, then those ending in 5 (năm lẻ 5). */
  weight: 'round' | 'five' | 'plain'
}

type OccasionLanguage = 'vi' | 'en'

/** What returns in the days from `from` to `to`, both included, in the order of its first day. */
export function occasionsBetween(from: string, to: string, language: OccasionLanguage = 'vi'): OccasionDay[] {
  const found: OccasionDay[] = []
  // A festival may have begun before `from`, and a lunar year begins up to two months into the solar one.
  for (let year = Number(from.slice(0, 4)) - 1; year <= Number(to.slice(0, 4)); year++) {
    for (const occasion of occasions) {
      const day = inYear(occasion, year, language)
      if (day && day.lastDate >= from && day.date <= to) found.push(day)
    }
  }
  return found.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

/** The occasion that begins on `date` or next after it, and the days until then. */
export function nextOccasion(
  date: string,
  language: OccasionLanguage = 'vi',
): (OccasionDay & { daysLeft: number }) | undefined {
  const next = occasionsBetween(date, addDays(date, 366), language).find((day) => day.date >= date)
  return next && { ...next, daysLeft: daysBetween(date, next.date) }
}

/** The heads of a stretch of days: what day it is in both calendars, and what is kept on it. */
export function calendarDays(from: string, to: string, language: OccasionLanguage = 'vi') {
  const kept = occasionsBetween(from, to, language)
  return daysFrom(from, to).map((date) => ({
    date,
    lunar: lunarDay(date),
    occasions: kept.filter((day) => day.date <= date && date <= day.lastDate),
  }))
}

function inYear(occasion: Occasion, year: number, language: OccasionLanguage): OccasionDay | undefined {
  const { solar, lunar } = occasion
  const date = lunar
    ? solarDay({ ...lunar, year })
    : `${year}-${String(solar?.[0]).padStart(2, '0')}-${String(solar?.[1]).padStart(2, '0')}`
  const years = occasion.base === undefined ? null : year - occasion.base
  // Nothing is kept before it happened, nor counted in the year itself.
  if (years !== null && years < 1) return undefined
  const name = occasion[language]
  return {
    key: occasion.key,
    name,
    title: years === null ? name : language === 'vi' ? `${years} năm ${name}` : `${name}, ${years} years`,
    date,
    lastDate: lunar?.lastDay ? addDays(date, lunar.lastDay - lunar.day) : date,
    years,
    weight: years === null || years % 5 !== 0 ? 'plain' : years % 10 === 0 ? 'round' : 'five',
  }
}
