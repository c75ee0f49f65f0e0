import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { id3v2Bytes, isMp3Info, mp3FrameAt, mp3TailTagBytes } from '../../media/formats/mp3.ts'
import { languageCodes } from '../../server/library/library.schema.ts'
import { capitals, folderName, plain } from '../../server/packages/files.rules.ts'
import type { ManifestSound } from '../../server/packages/manifest.schema.ts'
import { planFat32 } from '../../server/packages/sticks/fat32.rules.ts'
import { mostTagBytes, tagBytes } from '../../server/packages/sticks/id3.rules.ts'
import {
  eveningsOf,
  layStick,
  stickForms,
  volumeLabel,
} from '../../server/packages/sticks/stick-layout.rules.ts'
import { stickWish } from '../../server/packages/sticks/sticks.schema.ts'

const name83 = /^[A-Z0-9]{1,8}(\.[A-Z0-9]{1,3})?$/

function aClip(values: Partial<ManifestSound> & { position: number }): ManifestSound {
  const n = String(values.position).padStart(3, '0')
  return {
    path: `01/${n}TBAO.MP3`,
    sizeBytes: 1000,
    sha256: n.padStart(64, '0'),
    crc32: 0,
    kind: 'sound',
    light: { sha256: 'f'.repeat(64), sizeBytes: 10, mediaType: 'audio/ogg' },
    source: 's',
    contentId: 'c',
    versionId: 'v',
    workId: 'w',
    title: 'Mời dự lễ',
    language: 'vi',
    durationMs: 60_000,
    part: 'notices',
    first: true,
    spokenText: null,
    translationVi: null,
    ...values,
  }
}
const target = { kind: 'area' as const, id: 'a', name: 'Huyện Bảo Lạc', languages: ['ium', 'tyz', 'hmn'] }
const speech = { kbps: 64, sampleRateHz: 44_100, channels: 1 }
const parts = (files: ManifestSound[], shapeOf = (_: ManifestSound) => speech) =>
  layStick({ files, target }, { form: 'parts' }, shapeOf)
const shown = (folders: ReturnType<typeof parts>) =>
  folders.map(({ language, sounds }) => [
    language,
    sounds.map(({ path, clips }) => `${path} ${clips.map(({ position }) => position)}`),
  ])

describe('one file for each part', () => {
  it('lays each part of the evening into one file, in the order it is played', () => {
    const files = [
      aClip({ position: 1, part: 'callIn', language: null }),
      aClip({ position: 2, part: 'notices' }),
      aClip({ position: 3, part: 'notices' }),
      aClip({ position: 4, part: 'message' }),
      aClip({ position: 5, part: 'closing', language: null }),
    ]
    expect(shown(parts(files))).toEqual([
      [null, ['01/01MOI.MP3 1', '01/02TBAO.MP3 2,3', '01/03TDIEP.MP3 4', '01/04KET.MP3 5']],
    ])
  })

  it('gives each language the whole evening, its own versions where there are any and else the first choice', () => {
    const files = [
      aClip({ position: 1, part: 'callIn', language: null }),
      aClip({ position: 2, language: 'ium' }),
      aClip({ position: 3, language: 'ium' }),
      aClip({ position: 2, language: 'hmn', first: false, title: 'Mông' }),
      aClip({ position: 2, language: 'tyz', first: false }),
      aClip({ position: 3, language: 'tyz', first: false }),
    ]
    const evenings = eveningsOf({ files, target })
    expect(evenings.map(({ language, clips }) => [language, clips.map((clip) => clip.language)])).toEqual([
      [null, [null, 'ium', 'ium']],
      ['tyz', [null, 'tyz', 'tyz']],
      ['hmn', [null, 'hmn', 'ium']],
    ])
    expect(parts(files).map(({ sounds }) => sounds[0]?.path)).toEqual([
      '01/01MOI.MP3',
      '02/01MOI.MP3',
      '03/01MOI.MP3',
    ])
  })

  it('says a work told in two languages once in each of them', () => {
    const files = [
      aClip({ position: 1, language: 'ium' }),
      aClip({ position: 1, language: 'vi' }),
      aClip({ position: 1, language: 'tyz', first: false }),
      aClip({ position: 1, language: 'vi', first: false }),
    ]
    const said = eveningsOf({ files, target }).map(({ language, clips }) => [
      language,
      clips.map((clip) => clip.language),
    ])
    expect(said).toEqual([
      [null, ['ium', 'vi']],
      ['tyz', ['tyz', 'vi']],
      ['vi', ['vi']],
    ])
  })

  it('begins a new file where the rate changes, so that each file has one rate', () => {
    const files = [1, 2, 3].map((position) => aClip({ position }))
    const song = (clip: ManifestSound) => (clip.position === 2 ? { ...speech, kbps: 96 } : speech)
    expect(shown(parts(files, song))).toEqual([
      [null, ['01/01TBAO.MP3 1', '01/02TBAO.MP3 2', '01/03TBAO.MP3 3']],
    ])
  })
})

/** Titles as they are given here: Vietnamese, Tày and Mông, in composed and in decomposed letters, with signs that files may not have. */
const syllables = [
  'Tuyên truyền',
  'Lễ hội',
  'Nặm Nua',
  'Pửa slim',
  'Slướng',
  'Đảng',
  'Khẩu nua',
  'Phuối pác',
  'Hát then',
  'Ngày hội đại đoàn kết',
  'Hmoob',
  'Nyob zoo',
  'Qhia',
  'Txoj kev',
  'Ntsuab',
  'Nkauj Hmoob',
  'Đơưv',
  'Tsâu',
  'Ưk',
  'Cxơưv',
  'Ảnh ơn',
  'ỶNH',
  'Ễ',
  '"71 năm"',
  'số 5/2021',
  '100%',
  'A:B\\C',
  '…',
  '🎵',
  'đ',
  'Ŋ',
]
const aTitle = fc
  .array(fc.constantFrom(...syllables), { minLength: 1, maxLength: 12 })
  .chain((words) => fc.boolean().map((composed) => words.join(' ').normalize(composed ? 'NFC' : 'NFD')))

it('gives every file of 10,000 titles a name of 8.3, none twice, within what players count', () => {
  const titles = fc.sample(aTitle, 10_000)
  const kinds = ['callIn', 'notices', 'message', 'film', 'closing']
  const at = { date: 0x21, time: 0 }
  let files = 0
  for (let start = 0; start < titles.length; start += 400) {
    const evening = titles.slice(start, start + 400)
    const clips = evening.flatMap((title, index) =>
      ['ium', 'hmn'].map((language, along) =>
        aClip({
          position: index + 1,
          title,
          language,
          first: along === 0,
          part: kinds[Math.floor(index / 80)] ?? 'closing',
          path: `${String(1 + along * 5 + Math.floor(index / 99)).padStart(2, '0')}/${String((index % 99) + 1).padStart(3, '0')}TBAO.MP3`,
        }),
      ),
    )
    for (const form of stickForms) {
      const rate = (clip: ManifestSound) => ({ ...speech, kbps: clip.position % 3 === 0 ? 96 : 64 })
      const sounds = layStick({ files: clips, target }, { form }, rate).flatMap((folder) => folder.sounds)
      const paths = sounds.map(({ path }) => path)
      files += paths.length
      expect(new Set(paths).size).toBe(paths.length)
      expect(paths.filter((path) => !path.split('/').every((name) => name83.test(name)))).toEqual([])
      expect(paths.every((path) => path.split('/').length === 2 && path.endsWith('.MP3'))).toBe(true)
      const inFolder = new Map<string, number>()
      for (const path of paths) inFolder.set(path.slice(0, 2), (inFolder.get(path.slice(0, 2)) ?? 0) + 1)
      expect(Math.max(...inFolder.values())).toBeLessThanOrEqual(99)
      expect(inFolder.size).toBeLessThanOrEqual(99)
      const [label] = evening
      planFat32(
        paths.map((path) => ({ path, sizeBytes: 0, stretches: [] })),
        { label: volumeLabel(label ?? ''), serial: 1, at },
      )
    }
  }
  expect(files).toBeGreaterThan(20_000)
  // Where a name does come from a title: folders side by side, and the name of a volume.
  const folders = titles.slice(0, 99).map((title, index) => folderName(title, index))
  expect(new Set(folders).size).toBe(99)
  expect(folders.every((name) => name83.test(name))).toBe(true)
  expect(titles.every((title) => /^[A-Z0-9]{1,11}$/.test(volumeLabel(title)))).toBe(true)
})

describe('tags', () => {
  it('hold at most a kilobyte and begin as version 2.3, or are not there at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), aTitle, (title, artist) => {
        const words = { title, artist, album: title + artist, track: 99, of: 99 }
        expect(tagBytes('no-tags', words).length).toBe(0)
        for (const profile of ['ascii-v23', 'utf16-v23'] as const) {
          const bytes = tagBytes(profile, words)
          expect(bytes.length).toBeLessThanOrEqual(mostTagBytes)
          expect([...bytes.subarray(0, 6)]).toEqual([0x49, 0x44, 0x33, 3, 0, 0])
          expect(id3v2Bytes(bytes, 0)).toBe(bytes.length)
        }
      }),
    )
  })

  it('write the title without marks in ASCII, and with them in UTF-16', () => {
    const words = { title: 'Mời dự lễ', artist: 'Bảo Lạc', album: 'Đợt 71 năm', track: 2, of: 5 }
    const ascii = Buffer.from(tagBytes('ascii-v23', words))
    expect(ascii.toString('latin1')).toContain('Moi du le')
    expect(ascii.every((byte) => byte < 0x80)).toBe(true)
    expect(ascii.toString('latin1')).toContain('2/5')
    const wide = Buffer.from(tagBytes('utf16-v23', words))
    expect(wide.includes(Buffer.from('Mời dự lễ', 'utf16le'))).toBe(true)
    expect(plain('Đợt 71 năm')).toBe('Dot 71 nam')
    expect(capitals('Đợt 71 năm')).toBe('DOT71NAM')
  })
})

describe('sound frames', () => {
  // 64 kb/s, 44.1 kHz, mono, no checksum.
  const header = [0xff, 0xfb, 0x50, 0xc4]
  it('are read by their header', () => {
    expect(mp3FrameAt(Uint8Array.from(header), 0)).toEqual({
      sampleRateHz: 44_100,
      kbps: 64,
      channels: 1,
      sizeBytes: 208,
    })
    expect(mp3FrameAt(Uint8Array.from([0xff, 0xfb, 0xf0, 0xc4]), 0)).toBeUndefined()
    expect(mp3FrameAt(Uint8Array.from([0x49, 0x44, 0x33, 3]), 0)).toBeUndefined()
  })
  it('are told from the one that only tells the length, and from tags at the end', () => {
    const info = new Uint8Array(208)
    info.set(header)
    expect(isMp3Info(info, 0)).toBe(false)
    info.set(Buffer.from('Info'), 4 + 17)
    expect(isMp3Info(info, 0)).toBe(true)
    const tail = Buffer.alloc(160)
    expect(mp3TailTagBytes(tail)).toBe(0)
    tail.write('TAG', 32)
    expect(mp3TailTagBytes(tail)).toBe(128)
  })
})

it('holds an evening in any language that a version can be in', () => {
  for (const language of ['first', ...languageCodes])
    expect(stickWish.safeParse({ language }).data).toMatchObject({ language })
})
