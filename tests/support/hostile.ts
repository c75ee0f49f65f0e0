import { readFile } from 'node:fs/promises'
import { aHugePicture } from './clips.ts'
import {
  box,
  chunk,
  element,
  emptyTracks,
  firstHalf,
  made,
  matroska,
  noise,
  oneBlock,
  patched,
  picture,
  tone,
} from './hostile-bytes.ts'

export type Hostile = {
  name: string
  /** What it calls itself. */
  fileName: string
  bytes: () => Promise<Buffer> | Buffer
  /** Why it is refused. */
  reason: string
  /** Only the whole file shows it, so that its upload begins. */
  late?: true
}

const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '25']
const film = (extension: string, ...more: string[]) =>
  made(extension, [...picture, ...tone, ...h264, '-c:a', 'aac', ...more])
const uncompressed = (extension: string) =>
  made(extension, [...picture, ...tone, '-c:v', 'mpeg2video', '-c:a', 'pcm_s16le'])
const soundOf = (extension: string, ...more: string[]) => made(extension, [...tone, ...more])
const text = (content: string) => Buffer.from(content)
const long = (line: string) => text(line.repeat(40))

/** Cut short by a pulled card, a full disk, a broken line. */
const cut: Hostile[] = [
  ['mp4', () => film('mp4', '-movflags', '+faststart'), 'truncated'],
  ['mov', () => uncompressed('mov'), 'truncated'],
  ['mxf', () => made('mxf', [...picture, ...tone, '-c:v', 'mpeg2video', '-ar', '48000']), 'truncated'],
  ['mkv', () => film('mkv'), 'truncated'],
  ['avi', () => uncompressed('avi'), 'truncated'],
  ['wav', () => soundOf('wav'), 'truncated'],
  ['flac', () => soundOf('flac'), 'truncated'],
  ['mp3', () => soundOf('mp3', '-c:a', 'libmp3lame', '-b:a', '64k'), 'truncated'],
].map(([kind, whole, reason]) => {
  const extension = String(kind)
  const bytes = async () => firstHalf(await (whole as () => Promise<Buffer>)())
  return {
    name: `half a ${extension.toUpperCase()}`,
    fileName: `nua.${extension}`,
    bytes,
    reason: String(reason),
    ...(extension === 'flac' ? ({ late: true } as const) : {}),
  }
})

const broken: Hostile[] = [
  { name: 'nothing at all', fileName: 'rong.mp4', bytes: () => Buffer.alloc(0), reason: 'empty_file' },
  {
    name: 'an MP4 without its index',
    fileName: 'mat-muc-luc.mp4',
    bytes: async () => {
      const whole = await film('mp4')
      return whole.subarray(0, whole.indexOf('moov') - 4)
    },
    reason: 'index_missing',
  },
  {
    name: 'an MP4 whose index points behind the end',
    fileName: 'sai-muc-luc.mp4',
    bytes: async () =>
      patched(await film('mp4'), 'stco', (at) => at.fill(0x7f, 12, 12 + at.readUInt32BE(8) * 4)),
    reason: 'unreadable',
    late: true,
  },
  {
    name: 'random bytes behind the head of an MP4',
    fileName: 'ngau-nhien.mp4',
    bytes: async () => Buffer.concat([(await film('mp4')).subarray(0, 32), noise(40_000)]),
    reason: 'index_missing',
  },
  {
    name: 'the first packets of a transport stream',
    fileName: 'dau-luong.ts',
    bytes: async () => (await film('ts')).subarray(0, 188 * 3),
    reason: 'unreadable',
    late: true,
  },
  {
    name: 'a transport stream of noise',
    fileName: 'nhieu.ts',
    bytes: () => {
      const bytes = noise(188 * 400)
      for (let at = 0; at < bytes.length; at += 188) bytes.set([0x47, 0x41, 0x00, 0x10], at)
      return bytes
    },
    reason: 'unreadable',
    late: true,
  },
  {
    name: 'a WAV that promises four gigabytes',
    fileName: 'sai-co.wav',
    bytes: async () => patched(await soundOf('wav'), 'data', (at) => at.writeUInt32LE(0xfffffff0, 4)),
    reason: 'truncated',
  },
  {
    name: 'a WAV of 65,535 channels',
    fileName: 'nhieu-kenh.wav',
    bytes: async () => patched(await soundOf('wav'), 'fmt ', (at) => at.writeUInt16LE(0xffff, 10)),
    reason: 'unreadable',
    late: true,
  },
  {
    name: 'an MP3 that is all tag',
    fileName: 'nhan.mp3',
    bytes: () => Buffer.concat([text('ID3\x03\x00\x00\x7f\x7f\x7f\x7f'), noise(9000, 7)]),
    reason: 'unreadable',
    late: true,
  },
  {
    name: 'random bytes',
    fileName: 'ngau-nhien.mov',
    bytes: () => noise(50_000, 3),
    reason: 'not_media',
    late: true,
  },
]

const claims: Hostile[] = [
  {
    name: 'a Matroska of ten years',
    fileName: 'muoi-nam.mkv',
    bytes: async () => patched(await film('mkv'), '\x44\x89\x88', (at) => at.writeDoubleBE(3.2e11, 3)),
    reason: 'too_long',
  },
  {
    name: 'a picture of 256 million points in a small PNG',
    fileName: 'bom.png',
    bytes: async () => readFile(await aHugePicture({ side: 16_000, as: 'png' })),
    reason: 'too_many_pixels',
  },
  {
    name: 'the same as a film',
    fileName: 'bom.mkv',
    bytes: async () => readFile(await aHugePicture({ side: 16_000, as: 'mkv' })),
    reason: 'too_many_pixels',
    late: true,
  },
  {
    name: 'two hundred tracks',
    fileName: 'hai-tram-duong.mkv',
    bytes: () => matroska(emptyTracks(200), oneBlock),
    reason: 'too_many_tracks',
  },
  {
    name: 'sixty thousand tracks',
    fileName: 'sau-van-duong.mkv',
    bytes: () => matroska(emptyTracks(60_000), oneBlock),
    reason: 'too_many_tracks',
  },
  {
    name: 'boxes in boxes, five thousand deep',
    fileName: 'hop-long-hop.mp4',
    bytes: () => {
      let inside: Buffer = Buffer.alloc(0)
      for (let depth = 0; depth < 5000; depth += 1) inside = box('moov', inside)
      return Buffer.concat([box('ftyp', text('isom\0\0\x02\0isom')), inside])
    },
    reason: 'no_streams',
  },
  {
    name: 'tags in tags, five thousand deep',
    fileName: 'the-long-the.mkv',
    bytes: () => {
      let inside: Buffer = Buffer.alloc(0)
      for (let depth = 0; depth < 5000; depth += 1) inside = element('67c8', inside)
      return matroska(element('1254c367', element('7373', inside)))
    },
    reason: 'unreadable',
    late: true,
  },
]

const hls = (address: string) =>
  text(`#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n${address}\n#EXT-X-ENDLIST\n`)

/** Files whose content is other files: what a player that follows them would read, it would also show. */
const pointers: Hostile[] = [
  { name: 'HLS to a neighbour', bytes: () => hls('ban-khac.ts') },
  { name: 'HLS to a file of the system', bytes: () => hls('file:///etc/passwd') },
  { name: 'HLS to the network', bytes: () => hls('http://169.254.169.254/latest/meta-data/') },
  {
    name: 'ffconcat to a neighbour',
    bytes: () => text("ffconcat version 1.0\nfile '../vang.db'\n".padEnd(120)),
  },
  { name: 'ffconcat to a file of the system', bytes: () => text("file '/etc/shadow'\n".padEnd(120)) },
  {
    name: 'DASH',
    bytes: () => text('<?xml version="1.0"?>\n<MPD><BaseURL>http://10.0.0.1/</BaseURL></MPD>'.padEnd(120)),
  },
  { name: 'SMIL', bytes: () => text('<smil><body><video src="/etc/passwd"/></body></smil>'.padEnd(120)) },
  {
    name: 'SDP',
    bytes: () => text('v=0\r\no=- 0 0 IN IP4 10.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n'.padEnd(120)),
  },
].map((file) => ({
  ...file,
  name: `${file.name} named .mp4`,
  fileName: 'chuong-trinh.mp4',
  reason: 'playlist_not_allowed',
}))

const carriers: Hostile[] = [
  {
    name: 'a QuickTime film whose picture lies in another file',
    fileName: 'tham-chieu.mov',
    bytes: async () => patched(await uncompressed('mov'), 'url \0\0\0\x01', (at) => at.writeUInt8(0, 7)),
    reason: 'refers_elsewhere',
  },
  {
    name: 'a QuickTime film that is a list of films',
    fileName: 'danh-sach.mov',
    bytes: () => {
      const address = text('\0\0\0\0url \0\0\0\x10file:///etc/pw\0')
      return Buffer.concat([
        box('ftyp', text('qt  \0\0\x02\0qt  ')),
        box('moov', box('rmra', box('rmda', box('rdrf', address)))),
      ])
    },
    reason: 'refers_elsewhere',
  },
  {
    name: 'a Matroska that goes on in another file',
    fileName: 'noi-tiep.mkv',
    bytes: async () => patched(await film('mkv'), 'M\x80\x8dLavf', (at) => at.set([0x3e, 0xb9, 0x23, 0x8c])),
    reason: 'refers_elsewhere',
  },
  {
    name: 'an AVI with a playlist for subtitles',
    fileName: 'phu-de.avi',
    bytes: async () => {
      const whole = await uncompressed('avi')
      const header = Buffer.alloc(56)
      header.write('txts')
      const track = chunk('LIST', text('strl'), chunk('strh', header), chunk('strf', Buffer.alloc(0)))
      const at = whole.indexOf('hdrl') + 4
      const size = whole.readUInt32LE(at - 8)
      const lists = whole.subarray(at, at - 4 + size)
      const playlist = chunk('GAB2', hls('file:///etc/passwd'))
      const inside = Buffer.concat([
        chunk('LIST', text('hdrl'), lists, track),
        whole.subarray(at - 4 + size),
        chunk('02tx', playlist),
      ])
      return chunk('RIFF', text('AVI '), inside)
    },
    reason: 'refers_elsewhere',
  },
  {
    name: 'an encrypted MP4',
    fileName: 'khoa.mp4',
    bytes: () => {
      const key = '76a6c65c5ea762046bd749a2e632ccbb'
      return film('mp4', '-encryption_scheme', 'cenc-aes-ctr', '-encryption_key', key, '-encryption_kid', key)
    },
    reason: 'encrypted',
  },
  {
    name: 'a scrambled transport stream',
    fileName: 'khoa.ts',
    bytes: async () => {
      const bytes = await film('ts')
      for (let at = 0; at < bytes.length; at += 188) bytes.writeUInt8((bytes[at + 3] ?? 0) | 0x80, at + 3)
      return bytes
    },
    reason: 'encrypted',
  },
  {
    name: 'MagicYUV, whose decoder had a hole',
    fileName: 'magicyuv.avi',
    bytes: () => made('avi', [...picture, '-c:v', 'magicyuv', '-pix_fmt', 'gbrp']),
    reason: 'codec_not_allowed',
    late: true,
  },
  {
    name: 'a picture codec of the nineties',
    fileName: 'qtrle.mov',
    bytes: () => made('mov', [...picture, '-c:v', 'qtrle']),
    reason: 'codec_not_allowed',
    late: true,
  },
  {
    name: 'a sound codec of games',
    fileName: 'game.flv',
    bytes: () => made('flv', [...tone, '-ar', '44100', '-c:a', 'adpcm_swf']),
    reason: 'codec_not_allowed',
    late: true,
  },
  {
    name: 'subtitles alone',
    fileName: 'chi-phu-de.mkv',
    bytes: () =>
      matroska(
        element('1654ae6b', element('ae', element('d7', Buffer.from([1])), element('83', Buffer.from([17])))),
      ),
    reason: 'no_streams',
  },
]

const others: Hostile[] = [
  {
    name: 'a drawing that loads a file',
    fileName: 've.mp4',
    bytes: () =>
      text(
        '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
      ),
    reason: 'still_picture',
  },
  { name: 'a GIF', fileName: 'anh.mp4', bytes: () => made('gif', picture), reason: 'still_picture' },
  {
    name: 'a JPEG',
    fileName: 'anh.mov',
    bytes: () => made('jpg', [...picture, '-frames:v', '1']),
    reason: 'still_picture',
  },
  {
    name: 'a GIF and an MP4 in one',
    fileName: 'hai-mat.mp4',
    bytes: async () => Buffer.concat([text('GIF89a\x01\0\x01\0\0\0\0;'), await film('mp4')]),
    reason: 'still_picture',
  },
  {
    name: 'a zip',
    fileName: 'nen.mp4',
    bytes: () => Buffer.concat([text('PK\x03\x04'), noise(4000)]),
    reason: 'archive',
  },
  {
    name: 'a letter as Word saves it, a ZIP of its own kind',
    fileName: 'cong-van.mp4',
    bytes: () =>
      Buffer.concat([
        text('PK\x03\x04'),
        Buffer.alloc(22),
        text('\x13\0\0\0[Content_Types].xml'),
        noise(4000),
      ]),
    reason: 'not_media',
  },
  {
    name: 'a PDF',
    fileName: 'giay.mp4',
    bytes: () => Buffer.concat([text('%PDF-1.7\n'), noise(4000)]),
    reason: 'not_media',
  },
  {
    name: 'a program',
    fileName: 'chay.mov',
    bytes: () => Buffer.concat([text('\x7fELF\x02\x01\x01'), noise(4000)]),
    reason: 'not_media',
  },
  {
    name: 'a letter',
    fileName: 'thu.mp4',
    bytes: () => long('Kính gửi Đoàn Nghệ thuật tỉnh Cao Bằng,\n'),
    reason: 'not_media',
  },
  {
    name: 'the text that virus scanners are tried with',
    fileName: 'thu-virus.mp4',
    // In halves, or a scanner would take this very file away.
    bytes: () =>
      text(
        ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('').padEnd(100),
      ),
    reason: 'not_media',
  },
]

const script = () => long('#!/bin/sh\nrm -rf /\n')

/** Names that would do harm, were they ever part of a path, a command or a line of text. */
const names: Hostile[] = [
  ['steps up', '../../../../etc/cron.d/chay.mp4'],
  ['steps up as on Windows', '..\\..\\windows\\system32\\chay.mp4'],
  ['control signs', 'dong-mot\ndong-hai\u0000\u001b[31m.mp4'],
  ['signs that turn the writing round', 'bao-cao\u202e4pm.exe.mp4'],
  ['255 bytes', `${'ă'.repeat(125)}x.mp4`],
  ['an option of a command', '-filter_complex;$(reboot)`id`.mp4'],
  ['an address', 'http://127.0.0.1:9/concat:a.mp4'],
].map(([name, fileName]) => ({
  name: `a script whose name is ${name}`,
  fileName: String(fileName),
  bytes: script,
  reason: 'not_media',
}))

export const hostileFiles: readonly Hostile[] = [
  ...cut,
  ...broken,
  ...claims,
  ...pointers,
  ...carriers,
  ...others,
  ...names,
]
