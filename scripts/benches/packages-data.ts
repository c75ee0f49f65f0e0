import { randomBytes } from 'node:crypto'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Deps } from '../../server/deps.ts'
import { ensureRendition } from '../../server/library/renditions/renditions.service.ts'
import { loudspeakerOf } from '../../server/packages/sounds.ts'
import { aSource, aVersion, aWork } from '../../tests/support/library.ts'

const clipSeconds = 180
/** As the recipe of loudspeakers encodes speech: 64 kbit/s for sticks, 32 for phones. */
const bytesOf = { usb: clipSeconds * 8000, light: clipSeconds * 4000 }

interface Clip {
  work: { id: string }
  language: string
}

/**
 * A recording of three minutes that was packaged before: its source, its approval and both of its sounds. The sounds' bytes are
 * made up, since nothing that is measured here listens to them.
 */
export async function aWarmClip(deps: Deps, { work, language }: Clip) {
  const durationMs = clipSeconds * 1000
  const source = await aSource(deps, { kind: 'sound', duration_ms: durationMs })
  const version = await aVersion(deps, { work, source, language, durationMs, approvedUses: ['loudspeaker'] })
  const clip = { sourceSha256: source.sha256, inMs: null, outMs: null, durationMs }
  for (const rendition of ['usb', 'light'] as const)
    await ensureRendition(deps, loudspeakerOf(rendition, clip, { kind: 'announcement' }), async (path) => {
      await writeFile(path, randomBytes(bytesOf[rendition]))
      return { durationMs, record: {} }
    })
  return version
}

/** Works with a warm clip in each language, and their spoken words. */
export async function warmWorks(deps: Deps, count: number, languages: readonly string[]) {
  const works: { id: string }[] = []
  for (let n = 1; n <= count; n++) {
    const work = await aWork(deps, { kind: 'announcement', title: `Thông báo số ${n} của xã` })
    for (const language of languages) {
      await aWarmClip(deps, { work, language })
      const script = {
        work_id: work.id,
        language,
        text: `${language} ${n}: kính mời bà con trong xóm đến nhà văn hóa xã nghe thông báo. `.repeat(6),
        edited_by: 'person-producer',
        edited_at: deps.clock.now(),
      }
      await deps.db.insertInto('script').values(script).execute()
    }
    works.push(work)
  }
  return works
}

/** What lies in the store, in bytes. */
export async function storedBytes(deps: Deps): Promise<number> {
  const root = join(deps.config.dataDir, 'blobs')
  let bytes = 0
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size
  return bytes
}
