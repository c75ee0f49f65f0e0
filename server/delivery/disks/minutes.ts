import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Deps } from '../../deps.ts'
import { inWorkFolder } from '../../library/renditions/renditions.service.ts'
import { workById } from '../../library/works.service.ts'
import { printMinutes } from '../documents/documents.service.ts'
import type { Leaving } from '../folder.service.ts'

/** The minutes of one disk, once it was written and read back; kept beside the copy, for they name the disk and the hour. */
export async function storeMinutes(
  deps: Deps,
  { delivery, version, files }: Leaving,
  { disk, finishedAt }: { disk: string; finishedAt: string },
): Promise<{ sha256: string; sizeBytes: number }> {
  const work = await workById(deps.reads, version.workId)
  const pdf = await printMinutes({
    language: 'vi',
    issuedAt: finishedAt,
    unitName: work?.unitName ?? '',
    title: version.workTitle,
    versionNumber: version.number,
    folderName: delivery.folderName,
    files: files.map(({ name, sizeBytes, sha256 }) => ({ name, sizeBytes, sha256 })),
    disk: { name: disk, readBackAt: finishedAt },
  })
  return await inWorkFolder(deps, async (folder) => {
    const path = join(folder, 'minutes.pdf')
    await writeFile(path, pdf)
    return await deps.blobs.adopt(path)
  })
}
