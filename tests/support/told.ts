import type { Finding } from '../../media/finding.ts'
import type { Told } from '../../server/delivery/documents/gather.ts'
import { someFacts } from './facts.ts'

const loudness = {
  integratedLufs: -18.2,
  rangeLu: 7.4,
  truePeakDbtp: -0.3,
  momentaryMaxLufs: -12.1,
  shortTermMaxLufs: -14.6,
  durationMs: 5_520_000,
}

/** What documents say of a 92-minute programme after a leader of 30 seconds. */
export function someTold(over: Partial<Told> = {}): Told {
  const frames = 25 * 5550
  const curve = (around: number) => ({
    everyMs: 10_000,
    shortTermLufs: Array.from(
      { length: 552 },
      (_, n) => around + 6 * Math.sin(n / 9) - (n % 40 === 0 ? 25 : 0),
    ),
  })
  const after = { ...loudness, integratedLufs: -23.02, truePeakDbtp: -1.04 }
  return {
    language: 'vi',
    preset: 'h264-mp4-1080i25',
    issuedAt: '2021-09-27T08:30:00.000Z',
    requestedBy: 'Nông Thị Lịch',
    unitName: 'Đoàn Nghệ thuật tỉnh Cao Bằng',
    title: 'Âm vang miền biên cương',
    versionNumber: 2,
    contentId: 'c'.repeat(64),
    source: { name: 'C0001.MP4', sha256: 'a'.repeat(64) },
    programme: {
      name: 'am-vang-mien-bien-cuong_b2_h264-mp4-1080i25.mp4',
      sha256: 'b'.repeat(64),
      sizeBytes: 8_412_345_678,
      mediaType: 'video/mp4',
      record: {
        preset: 'h264-mp4-1080i25',
        presetVersion: 1,
        leader: { frames: 750, durationMs: 30_000 },
        startTimecode: '09:59:30:00',
        deinterlace: 'auto',
        before: loudness,
        after,
        curve: { before: curve(-18), after: curve(-23) },
        gainDb: -4.8,
        limited: true,
        tries: 1,
        flags: [],
        frames,
        durationMs: frames * 40,
        sizeBytes: 8_412_345_678,
        tookMs: 1,
      },
    },
    facts: someFacts({ bitRate: 12_300_000 }),
    place: { startTimecode: '09:59:30:00', leaderMs: 30_000 },
    programmeMs: 5_520_000,
    report: {
      stage: 'full',
      verdict: '',
      tone: 'ok',
      format: null,
      findings: [],
      loudness: null,
      job: null,
    },
    inMs: 0,
    cues: [],
    ...over,
  }
}

/** A finding as a report says it. */
export const aFinding = (severity: Finding['severity'], startMs: number | null, endMs: number | null) => ({
  code: 'black' as const,
  severity,
  startMs,
  endMs,
  title: 'Khung đen 2 giây',
  sentence: 'Hình đen hoàn toàn. Cần người xem có đúng chủ ý không.',
})
