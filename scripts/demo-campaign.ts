// What the demonstration shows: the campaign of 2021 for the 71st anniversary. Speech is by machine and says so.
import type { DemoAct } from './demo-media.ts'

export const programme = {
  title: 'Âm vang miền biên cương',
  acts: [
    {
      title: 'Mở màn: Âm vang miền biên cương',
      seconds: 24,
      colours: ['0x28346f', '0x8a1f2b'],
      melody: [0, 2, 4, 5, 7, 5, 4, 2],
    },
    {
      title: 'Hát then: Đón bạn về bản',
      seconds: 20,
      colours: ['0x0f5b46', '0xc58a1d'],
      melody: [4, 5, 7, 5, 4, 2, 0, 2],
    },
    {
      title: 'Múa: Sắc chàm',
      seconds: 16,
      colours: ['0x1c2550', '0x3f6fb5'],
      melody: [7, 5, 4, 5, 2, 4, 0, 2],
    },
    {
      title: 'Tốp ca: Chào mừng ngày hội',
      seconds: 20,
      colours: ['0x8a1f2b', '0xdba531'],
      melody: [0, 4, 5, 7, 8, 7, 5, 4],
    },
  ] satisfies DemoAct[],
}

export interface DemoClip {
  title: string
  kind: 'announcement' | 'song'
  part: 'callIn' | 'notices' | 'message' | 'closing'
  /** Spoken text by language; the minority ones are placeholders that say what they are. */
  spoken: Record<string, string>
}

const message =
  'Bà con thân mến. Ngày mùng ba tháng mười năm nay, tỉnh ta tròn bảy mươi mốt năm giải phóng. Kính mời bà con cùng xem chương trình văn nghệ trên truyền hình tỉnh.'
const show =
  'Tối nay, đội chiếu phim lưu động chiếu phim tại sân nhà văn hóa xóm. Kính mời bà con đến xem. Bà con nhớ giữ khoảng cách và đeo khẩu trang.'
const closing = 'Buổi chiếu đến đây là hết. Xin cảm ơn và kính chúc bà con sức khỏe.'

const machineVoice = (name: string, about: string) => `Bản mẫu tiếng ${name}, giọng máy. Nội dung: ${about}`

export const clips: DemoClip[] = [
  {
    title: 'Thông điệp 71 năm Giải phóng Cao Bằng',
    kind: 'announcement',
    part: 'message',
    spoken: { vi: message, tyz: machineVoice('Tày', message), hmn: machineVoice('Mông', message) },
  },
  {
    title: 'Thông báo buổi chiếu phim',
    kind: 'announcement',
    part: 'notices',
    spoken: { vi: show, tyz: machineVoice('Tày', show), hmn: machineVoice('Mông', show) },
  },
  { title: 'Lời chào kết thúc', kind: 'announcement', part: 'closing', spoken: { vi: closing } },
]

/** What is left for people to do when they open the demonstration. */
export const leftToDo = {
  /** Waits for the approver. */
  submitted: {
    title: 'Nhắc bà con phòng dịch',
    kind: 'announcement',
    part: 'notices',
    spoken: {
      vi: 'Bà con đi xem phim nhớ đeo khẩu trang, rửa tay và ngồi cách nhau một mét.',
    },
  },
  /** The approver asked for a change, two seconds in. */
  changes: {
    title: 'Giới thiệu khu di tích Pác Bó',
    kind: 'announcement',
    part: 'message',
    spoken: { vi: 'Mời bà con về thăm khu di tích Pác Bó nhân dịp kỷ niệm bảy mươi năm giải phóng.' },
  },
  remark: { atMs: 2000, text: 'Năm nay là 71 năm, hãy đọc lại câu này.' },
  /** Time kept in the next week for what is still being made. */
  placeholder: {
    title: 'Nhìn lại ngày hội 03/10',
    day: '2021-10-09',
    start: '20:10',
    durationMs: 30 * 60_000,
  },
} satisfies { submitted: DemoClip; changes: DemoClip; [key: string]: unknown }

/** The station's own rows, as they are pasted: time, title, minutes. */
export const stationRows = [
  "05:30\tChào buổi sáng Cao Bằng\t30'",
  "06:00\tTiếp sóng Thời sự VTV1\t30'",
  "11:30\tThời sự tỉnh\t20'",
  "18:00\tTin tiếng Tày - Nùng\t15'",
  "18:15\tTin tiếng Mông\t15'",
  "18:45\tNông thôn mới\t15'",
  "19:00\tTiếp sóng Thời sự VTV1\t45'",
  "19:45\tThời sự tỉnh\t20'",
  "21:00\tPhim truyện\t45'",
].join('\n')

export const week = [
  '2021-09-27',
  '2021-09-28',
  '2021-09-29',
  '2021-09-30',
  '2021-10-01',
  '2021-10-02',
  '2021-10-03',
]
