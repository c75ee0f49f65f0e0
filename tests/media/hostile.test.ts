import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { analyse } from '../../media/analyse.ts'
import { firstLook } from '../../media/first-look.ts'
import { probe } from '../../media/probe.ts'
import { runFfprobe } from '../../media/run-ffprobe.ts'
import { aCutFile, aFileOf, aHugePicture, aVideo } from '../support/clips.ts'

const random = Uint8Array.from({ length: 50_000 }, (_, n) => (n * 7919 + (n >> 3) * 104_729) & 0xff)

it.each([
  ['an empty file', () => aFileOf(''), 'empty_file'],
  ['a letter named .mp4', () => aFileOf('Kính gửi Đoàn Nghệ thuật tỉnh Cao Bằng,\n'.repeat(50)), 'not_media'],
  ['random bytes', () => aFileOf(random), 'not_media'],
  ['a zip', () => aFileOf(`PK\x03\x04${'\x00'.repeat(200)}`), 'archive'],
  [
    'an HLS playlist named .mp4',
    () => aFileOf('#EXTM3U\n#EXT-X-TARGETDURATION:5\nother.ts\n'),
    'playlist_not_allowed',
  ],
  ['a DASH manifest named .mp4', () => aFileOf('<?xml version="1.0"?>\n<MPD></MPD>'), 'playlist_not_allowed'],
  ['a huge PNG', () => aHugePicture({ side: 16_000, as: 'png' }), 'too_many_pixels'],
  ['a huge picture in a film', () => aHugePicture({ side: 16_000, as: 'mkv' }), 'too_many_pixels'],
  ['an MP4 cut before its index', async () => aCutFile(await aVideo()), 'truncated'],
])('refuses %s with a stable code', async (_name, make, code) => {
  await expect(probe(await make())).rejects.toMatchObject({ name: 'MediaError', code })
})

it('does not follow an ffconcat to its neighbour, by name or by content', async () => {
  const neighbour = await aVideo({ seconds: 2 })
  const list = `ffconcat version 1.0\nfile '${basename(neighbour)}'\n`
  for (const text of [list, `file '${neighbour}'\n`]) {
    await expect(probe(await aFileOf(text))).rejects.toMatchObject({ code: 'playlist_not_allowed' })
  }
  // The same with our own recognition out of the way: the whitelist alone must hold.
  const printed = await runFfprobe(await aFileOf(list), ['-show_format', '-f', 'concat'])
  expect(printed).toHaveProperty('error')
  expect(printed).not.toHaveProperty('format')
})

it('never lets a refused file reach the analysis', async () => {
  const input = await aFileOf('#EXTM3U\n/etc/passwd\n')
  await expect(analyse({ input, outDir: '/nonexistent' })).rejects.toMatchObject({
    code: 'playlist_not_allowed',
  })
  await expect(firstLook(input)).rejects.toMatchObject({ code: 'playlist_not_allowed' })
})
