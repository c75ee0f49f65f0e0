import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import readXlsxFile from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deliver } from '../../media/deliver.ts'
import { probe } from '../../media/probe.ts'
import {
  type DocumentsFor,
  type MadeDocument,
  makeDocuments,
  printMinutes,
} from '../../server/delivery/documents/documents.service.ts'
import { found } from '../../server/errors.ts'
import { versionById } from '../../server/library/versions.service.ts'
import { anApp } from '../support/app.ts'
import { aVideo } from '../support/clips.ts'
import { aSource, aVersion, aWork } from '../support/library.ts'

const run = promisify(execFile)
const name = 'am-vang-mien-bien-cuong_b1_xdcam-hd422-mxf'
const leader = { barsMs: 2000, tone: true, countdownMs: 0, blackMs: 1000 }

let app: Awaited<ReturnType<typeof anApp>>
let folder: string
let of: DocumentsFor
let made: MadeDocument[]
beforeAll(async () => {
  app = await anApp()
  folder = await mkdtemp(join(tmpdir(), 'vang-papers-'))
  const clip = await aVideo({ seconds: 12, width: 1280, height: 720, black: [5, 7] })
  const source = await aSource(app.deps, {
    ...(await stored(clip)),
    file_name: 'C0001.MP4',
    facts: JSON.stringify(await probe(clip)),
    duration_ms: 12_000,
    analysis: JSON.stringify({
      recipe: { name: 'analyse', version: 1 },
      loudness: null,
      findings: [
        { code: 'black', severity: 'warning', startMs: 5000, endMs: 7000 },
        { code: 'silence', severity: 'info', startMs: 9000, endMs: 9500 },
      ],
    }),
  })
  const work = await aWork(app.deps)
  const row = await aVersion(app.deps, {
    work,
    source,
    approvedUses: ['tv'],
    values: { in_ms: 1000, out_ms: 11_000 },
  })
  await anAct({ work, source, title: 'Hát then “Đường về Pác Bó”', inMs: 1000, outMs: 4520 }, [
    { role: 'Sáng tác', name: 'Tổ sáng tác ấm vọng' },
    { role: 'Phối khí', name: 'Tổ hòa âm ỷ' },
    { role: 'Biểu diễn', name: 'Tốp nữ' },
    { role: 'Đàn tính', name: 'Tổ nhạc cụ ưởng' },
  ])
  await anAct({ work, source, title: 'Múa chầu', inMs: 5000, outMs: 10_000 }, [])
  const path = join(folder, 'programme.mxf')
  const record = await deliver({
    input: clip,
    preset: 'xdcam-hd422-mxf',
    settings: { leader, startTimecode: '09:59:57:00' },
    inMs: 1000,
    outMs: 11_000,
    outPath: path,
  })
  await copyFile(path, join(folder, `${name}.mxf`))
  const { sha256, size_bytes: sizeBytes } = await stored(path)
  of = {
    delivery: { preset: 'xdcam-hd422-mxf', requestedAt: '2021-09-27T08:30:00.000Z', requestedBy: 'Lịch' },
    version: found(await versionById(app.deps.reads, row.id)),
    programme: { name: `${name}.mxf`, sha256, sizeBytes, mediaType: 'application/mxf', record },
    folder,
    language: 'vi',
  }
  made = await makeDocuments(app.deps, of)
}, 180_000)
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

async function stored(file: string) {
  const path = join(app.deps.blobs.workDir, 'stored')
  await copyFile(file, path)
  const { sha256, sizeBytes } = await app.deps.blobs.adopt(path)
  return { sha256, size_bytes: sizeBytes }
}

async function anAct(
  act: { work: { id: string }; source: { sha256: string }; title: string; inMs: number; outMs: number },
  credits: { role: string; name: string }[],
) {
  const work = await aWork(app.deps, {
    title: act.title,
    kind: 'act',
    parent_work_id: act.work.id,
    credits: JSON.stringify(credits),
  })
  await aVersion(app.deps, {
    work,
    source: act.source,
    values: { in_ms: act.inMs, out_ms: act.outMs, content_id: `act ${act.title}` },
  })
}

const documentOf = (role: MadeDocument['role']) => found(made.find((one) => one.role === role))

async function textOf(role: MadeDocument['role'], how = '-layout') {
  const { stdout } = await run('pdftotext', [how, documentOf(role).path, '-'])
  return stdout.normalize('NFC')
}

it('names each file after the programme, in ASCII', () => {
  expect(made.map((one) => one.name)).toEqual([
    `${name}_qc.pdf`,
    `${name}_cue.pdf`,
    `${name}_cue.xlsx`,
    `${name}_sha256.txt`,
    `${name}_giao-nhan.pdf`,
  ])
})

it('tells in the report what the file is, how it sounds, and what was found where', async () => {
  const text = await textOf('qc')
  expect(text).toContain('BÁO CÁO KIỂM TRA KỸ THUẬT')
  expect(text).toMatch(/KẾT LUẬN: ĐẠT, có chỗ cần người xem/)
  expect(text).toContain(of.programme.sha256)
  expect(text).toMatch(/00:00:13:00 \(325 khung\)/)
  expect(text).toMatch(/từ 10:00:00:00 đến 10:00:10:00/)
  expect(text).toMatch(/MPEG-2 4:2:2, 1920 x 1080, 25 khung\/giây, xen kẽ, mành trên trước,\s+yuv422p/)
  expect(text).toMatch(/Âm lượng chương trình \(LUFS\)\s+-\d+,\d\s+-23,[01]\s+-23,0 ± 0,5/)
  // Black from 5 s of the source, which is 4 s into the version.
  expect(text).toMatch(/10:00:04:00/)
  expect(text).toContain('Khung đen 2 giây')
  const { stdout } = await run('pdfimages', ['-list', documentOf('qc').path])
  // Ten over time, and one at each of the two findings.
  expect(stdout.split('\n').filter((line) => / image /.test(line))).toHaveLength(12)
})

it('lists acts with time codes of the delivered file, on paper and as a table', async () => {
  const wanted = [
    [
      '1',
      'Hát then “Đường về Pác Bó”',
      'Tổ sáng tác ấm vọng',
      'Tổ hòa âm ỷ',
      'Tốp nữ, Đàn tính: Tổ nhạc cụ ưởng',
    ],
    ['2', 'Múa chầu', null, null, null],
  ]
  const codes = [
    ['10:00:00:00', '10:00:03:13', '00:00:03:13'],
    ['10:00:04:00', '10:00:09:00', '00:00:05:00'],
  ]
  const [table] = await readXlsxFile(documentOf('cues-sheet').path)
  const sheet = table?.data ?? []
  const first = sheet.findIndex((row) => row[0] === 'STT') + 1
  expect(sheet.slice(first, first + 2)).toEqual(wanted.map((row, n) => [...row, ...(codes[n] ?? [])]))
  const text = (await textOf('cues', '-raw')).replace(/\s+/g, ' ')
  expect(text).toContain('Hát then “Đường về Pác Bó”')
  for (const [into, out, length] of codes) expect(text).toContain(`${into} ${out} ${length}`)
})

it('lists hashes that sha256sum takes, of the programme and every paper before the minutes', async () => {
  const { stdout } = await run('sha256sum', ['-c', documentOf('hashes').name], { cwd: folder })
  expect(stdout.match(/: OK/g)).toHaveLength(4)
})

it('leaves names blank in the minutes, and names the disk once there is one', async () => {
  const blank = await textOf('minutes')
  expect(blank).toContain('BIÊN BẢN GIAO NHẬN')
  expect(blank).toMatch(/Ổ đĩa: …+/)
  expect(blank).toContain(of.programme.sha256.slice(32))
  const files = [{ name: of.programme.name, sizeBytes: 5_000_000_000, sha256: of.programme.sha256 }]
  const disk = { name: 'TRUYEN-HINH (SanDisk 64 GB)', readBackAt: '2021-09-28T02:00:00.000Z' }
  const written = await printMinutes({
    language: 'vi',
    issuedAt: of.delivery.requestedAt,
    unitName: 'Đoàn Nghệ thuật tỉnh',
    title: 'Âm vang',
    versionNumber: 1,
    folderName: name,
    files,
    disk,
  })
  const path = join(folder, 'minutes.pdf')
  await writeFile(path, written)
  const { stdout } = await run('pdftotext', ['-layout', path, '-'])
  expect(stdout.normalize('NFC')).toMatch(/Ổ đĩa: TRUYEN-HINH \(SanDisk 64 GB\)/)
  expect(stdout.normalize('NFC')).toMatch(/đọc lại lúc 28\/09\/2021 09:00/)
  expect(stdout).toContain('5.000.000.000')
})

it('makes the same bytes from the same delivery', async () => {
  const again = join(folder, 'again')
  await mkdir(again)
  // Long enough for a clock of whole two seconds, as ZIP has, to have moved on.
  await sleep(2100)
  const second = await makeDocuments(app.deps, { ...of, folder: again })
  expect(second.map(({ name, sha256 }) => ({ name, sha256 }))).toEqual(
    made.map(({ name, sha256 }) => ({ name, sha256 })),
  )
  for (const { path, sizeBytes } of second) expect((await readFile(path)).length).toBe(sizeBytes)
}, 60_000)
