import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import readXlsxFile from 'read-excel-file/node'
import { describe, expect, it, vi } from 'vitest'
import { cueSheet } from '../../server/delivery/documents/cue-sheet.ts'
import { cueSheetXlsx } from '../../server/delivery/documents/cue-sheet-xlsx.ts'
import { cuesOf, timecodeOf } from '../../server/delivery/documents/cues.ts'
import { loudnessChart } from '../../server/delivery/documents/loudness-chart.ts'
import { minutesPaper } from '../../server/delivery/documents/minutes.ts'
import { qcReport, verdictOf } from '../../server/delivery/documents/qc-report.ts'
import type { Paper } from '../../server/print/paper.ts'
import { printAside } from '../../server/print/print-aside.ts'
import { aFinding, someTold } from '../support/told.ts'

const place = { startTimecode: '09:59:30:00', leaderMs: 30_000 }
const noShots = { overTime: [], ofFindings: [] }
const act = (title: string, inMs: number, outMs: number, credits: { role: string; name: string }[] = []) => ({
  title,
  inMs,
  outMs,
  credits,
})
const whole = act('Cả chương trình', 0, 60_000)

/** What a person can select and copy out of the paper. */
function textOf(pdf: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('pdftotext', ['-layout', '-', '-'], (error, text) =>
      error ? reject(error) : resolve(text.normalize('NFC')),
    )
    child.stdin?.end(pdf)
  })
}
const printed = async (paper: Paper) => textOf(await printAside(paper))

// A process is started for each paper, which takes its second on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

describe('a cue sheet', () => {
  it('counts the leader and the start time code, and ends each act on the frame after its last', () => {
    const cues = cuesOf([act('Mở màn', 0, 3520), act('Kết', 3520, 60_000)], whole, place)
    expect(
      cues.map(({ number, inTimecode, outTimecode, duration }) => [
        number,
        inTimecode,
        outTimecode,
        duration,
      ]),
    ).toEqual([
      ['1', '10:00:00:00', '10:00:03:13', '00:00:03:13'],
      ['2', '10:00:03:13', '10:01:00:00', '00:00:56:12'],
    ])
  })

  it('starts from nought where the file carries no time code', () => {
    expect(timecodeOf({ startTimecode: null, leaderMs: 10_000 }, 40)).toBe('00:00:10:01')
  })

  it('has one row for the whole where nobody marked acts', () => {
    expect(cuesOf([], whole, place)).toMatchObject([
      { number: '1', title: 'Cả chương trình', duration: '00:01:00:00' },
    ])
  })

  it('puts people under what they did, by the words that troupes write', () => {
    const credits = [
      { role: 'Nhạc và lời', name: 'A' },
      { role: 'Thơ', name: 'B' },
      { role: 'Phối khí', name: 'C' },
      { role: 'Biên đạo múa', name: 'D' },
      { role: 'Nhạc công', name: 'E' },
      { role: 'Hát', name: 'F' },
      { role: 'Ánh sáng', name: 'G' },
      { role: '', name: 'H' },
    ]
    expect(cuesOf([act('X', 0, 40, credits)], whole, place)[0]).toMatchObject({
      author: 'A, B',
      arranger: 'C, D',
      performers: 'E, F, Ánh sáng: G, H',
    })
  })

  it('never prints an out that is not in plus duration', () => {
    const frames = (code: string) => {
      const [h = 0, m = 0, s = 0, f = 0] = code.split(':').map(Number)
      return ((h * 60 + m) * 60 + s) * 25 + f
    }
    const ms = fc.nat({ max: 6_000_000 })
    fc.assert(
      fc.property(ms, ms, (inMs, length) => {
        const [cue] = cuesOf([act('X', inMs, inMs + length)], whole, place)
        expect(frames(cue?.outTimecode ?? '') - frames(cue?.inTimecode ?? '')).toBe(
          frames(cue?.duration ?? ''),
        )
      }),
    )
  })

  it('keeps every word of sixty acts on paper and in the table', async () => {
    const acts = Array.from({ length: 60 }, (_, n) =>
      act(`Tiết mục ${n + 1}: Người Mông ơn Đảng`, n * 60_000, (n + 1) * 60_000, [
        { role: 'Biểu diễn', name: 'Tốp nữ' },
      ]),
    )
    const told = someTold({ cues: cuesOf(acts, whole, place) })
    const text = await printed(cueSheet(told))
    expect(text.match(/Người Mông/g)).toHaveLength(60)
    // One number a page, in the top margin, and none on the first.
    const pages = text.split('\f').filter((page) => page.trim())
    expect(pages.map((page) => page.trim().split('\n')[0])).toEqual([
      expect.stringContaining('CỘNG HÒA'),
      ...pages.slice(1).map((_, i) => String(i + 2)),
    ])
    expect(text).not.toMatch(/Trang \d/)
    // The head of the table stands on every page of it.
    expect(text.match(/STT/g)?.length).toBeGreaterThan(1)
    const [sheet] = await readXlsxFile(await cueSheetXlsx(told))
    expect(sheet?.data.filter((row) => String(row[1]).startsWith('Tiết mục ')).length).toBe(60)
    expect(sheet?.data.flat()).toContain('10:59:00:00')
  })
})

describe('the verdict', () => {
  const found = (...findings: ReturnType<typeof aFinding>[]) => {
    const told = someTold()
    return verdictOf({ ...told, report: { ...told.report, findings } })
  }

  it('passes what has nothing to see, and says so where a person should look', () => {
    expect(found()).toBe('passed')
    expect(found(aFinding('info', 0, 40))).toBe('passed')
    expect(found(aFinding('warning', 0, 40))).toBe('passed_to_see')
    expect(found(aFinding('error', 0, 40))).toBe('failed')
  })

  it('fails what does not sound as promised, whatever was found', () => {
    const told = someTold()
    const { record } = told.programme
    const sounding = (over: object) =>
      verdictOf({
        ...told,
        programme: { ...told.programme, record: { ...record, after: { ...record.after, ...over } } },
      })
    expect(sounding({ integratedLufs: -22.4 })).toBe('failed')
    expect(sounding({ truePeakDbtp: -0.9 })).toBe('failed')
    expect(sounding({ integratedLufs: null })).toBe('failed')
  })
})

describe('the QC report', () => {
  it('says verdict, file, hashes, loudness and findings, with time codes of the delivered file', async () => {
    const findings = [aFinding('error', 61_000, 63_000), aFinding('warning', null, null)]
    const told = someTold({ report: { ...someTold().report, findings } })
    const text = await printed(qcReport(told, noShots))
    for (const words of [
      'KẾT LUẬN: CHƯA ĐẠT',
      'Lỗi nặng: 1. Chỗ cần người xem: 1.',
      '8.412.345.678 byte',
      '01:32:30:00 (138.750 khung)',
      'từ 10:00:00:00 đến 11:32:00:00',
      'b'.repeat(64),
      'a'.repeat(64),
      'Mức chỉnh: -4,8 dB. Có dùng bộ hạn đỉnh.',
      '10:01:01:00',
      '00:00:02:00',
      'Cả tệp',
      'NGƯỜI KIỂM TRA',
    ])
      expect(text).toContain(words)
    expect(text).toMatch(/Âm lượng chương trình \(LUFS\)\s+-18,2\s+-23,0\s+-23,0 ± 0,5/)
    expect(text).toMatch(/Đỉnh thực \(dBTP\)\s+-0,3\s+-1,0\s+không quá -1,0/)
    expect(text).not.toMatch(/[{}]|undefined|NaN/)
  })

  it('reads in English as well', async () => {
    const text = await printed(qcReport(someTold({ language: 'en' }), noShots))
    expect(text).toContain('VERDICT: PASSED')
    expect(text).toContain('The machine found nothing.')
    expect(text).toContain('8,412,345,678 bytes')
  })

  it('keeps to a length somebody reads when findings are endless', async () => {
    const findings = Array.from({ length: 400 }, (_, n) => aFinding('warning', n * 1000, n * 1000 + 500))
    const told = someTold({ report: { ...someTold().report, findings } })
    expect(await printed(qcReport(told, noShots))).toContain('Còn 250 chỗ nữa')
  })
})

describe('the curve of loudness', () => {
  const curve = (values: number[]) => ({ everyMs: 1000, shortTermLufs: values })

  it('stays inside its frame whatever was measured', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -70, max: 12, noNaN: true }), { maxLength: 40 }), (values) => {
        const svg = loudnessChart({
          before: curve(values),
          after: curve(values),
          durationMs: 20_000,
          targetLufs: -23,
          language: 'vi',
        })
        const points = [...svg.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)(?=[ML"])/g)]
        for (const [, x, y] of points) {
          expect(Number(x)).toBeLessThanOrEqual(460)
          expect(Number(y)).toBeGreaterThanOrEqual(8)
          expect(Number(y)).toBeLessThanOrEqual(132)
        }
        expect(svg).not.toMatch(/NaN|Infinity/)
      }),
    )
  })
})

describe('minutes of a hand-over', () => {
  const handOver = {
    language: 'vi' as const,
    issuedAt: '2021-09-27T08:30:00.000Z',
    unitName: 'Đoàn Nghệ thuật tỉnh Cao Bằng',
    title: 'Âm vang miền biên cương',
    versionNumber: 2,
    folderName: 'am-vang_b2',
    files: [
      { name: 'am-vang_b2.mp4', sizeBytes: 4_294_967_296, sha256: '0123456789abcdef'.repeat(4) },
      { name: 'am-vang_b2_qc.pdf', sizeBytes: 1000, sha256: 'f'.repeat(64) },
    ],
  }

  it('name every file with size and hash, the sum, and leave the rest to pens', async () => {
    const text = await printed(minutesPaper({ ...handOver, disk: null }))
    expect(text).toContain('BIÊN BẢN GIAO NHẬN')
    expect(text).toContain('4.294.967.296')
    expect(text).toContain('0123456789abcdef'.repeat(2))
    expect(text).toContain('Tổng cộng: 2 tệp, 4.294.968.296 byte.')
    expect(text).toMatch(/Số hiệu: …/)
    expect(text).not.toContain('đọc lại lúc')
    expect(text.match(/Ký, ghi rõ họ tên/g)).toHaveLength(2)
  })

  it('name the disk and the hour of reading back once there are any', async () => {
    const disk = { name: 'KINGSTON 64 GB', readBackAt: '2021-09-28T02:05:00.000Z' }
    const text = await printed(minutesPaper({ ...handOver, disk }))
    expect(text).toContain('Ổ đĩa: KINGSTON 64 GB')
    expect(text).toContain('28/09/2021 09:05')
  })
})

it('makes the same bytes of the same words, at another moment', async () => {
  const told = someTold({ cues: cuesOf([], whole, place) })
  const all = async () => [
    await printAside(qcReport(told, noShots)),
    await printAside(cueSheet(told)),
    await cueSheetXlsx(told),
  ]
  const first = await all()
  // ZIPs count in steps of two seconds.
  await sleep(2100)
  const second = await all()
  for (const [n, bytes] of first.entries()) expect(bytes.equals(second[n] ?? Buffer.alloc(0))).toBe(true)
})
