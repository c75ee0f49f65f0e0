import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Analysis, analyseRecipe } from '../../../media/analyse.ts'
import type { NewRow } from '../../db/tables.ts'
import type { Deps } from '../../deps.ts'
import type { Json } from '../../storage/canonical.rules.ts'
import { renditionRow } from '../renditions/renditions.service.ts'
import { lookVersion } from './queue.ts'

interface Made {
  recipe: string
  file: string
  mediaType: string
  durationMs: number | null
  record: Json
}

const curveFile = 'loudness-curve.json'

function madeBy({ proxy, poster, sprite, waveform, loudness }: Analysis): Made[] {
  const { file, ...record } = proxy
  const { durationMs } = proxy
  const made: Made[] = [
    { recipe: 'proxy', file, mediaType: proxy.frames > 0 ? 'video/mp4' : 'audio/mp4', durationMs, record },
  ]
  if (poster)
    made.push({ recipe: 'poster', file: poster.file, mediaType: 'image/jpeg', durationMs: null, record: {} })
  if (sprite) {
    const { file, ...grid } = sprite
    made.push({ recipe: 'sprite', file, mediaType: 'image/jpeg', durationMs: null, record: grid })
  }
  if (waveform) {
    const { file, ...record } = waveform
    made.push({ recipe: 'waveform', file, mediaType: 'application/octet-stream', durationMs, record })
  }
  if (loudness) {
    const record = { everyMs: loudness.curve.everyMs }
    made.push({ recipe: 'loudness', file: curveFile, mediaType: 'application/json', durationMs, record })
  }
  return made
}

/** Puts what an analysis left in its folder into the store; the rows are for the transaction that ends the job. */
export async function adoptProducts(
  deps: Pick<Deps, 'blobs' | 'clock'>,
  sourceSha256: string,
  outDir: string,
  analysis: Analysis,
): Promise<NewRow<'rendition'>[]> {
  if (analysis.loudness) await writeFile(join(outDir, curveFile), JSON.stringify(analysis.loudness.curve))
  const rows: NewRow<'rendition'>[] = []
  for (const { recipe, file, mediaType, durationMs, record } of madeBy(analysis)) {
    const blob = await deps.blobs.adopt(join(outDir, file))
    const recipeVersion = analyseRecipe.version
    const of = { sourceSha256, inMs: null, outMs: null, recipe, recipeVersion, parameters: {}, mediaType }
    rows.push(await renditionRow(deps, of, blob, { durationMs, record }))
  }
  return rows
}

/** A picture to know the recording by until the full look has chosen a better one. */
export async function adoptFirstPoster(
  deps: Pick<Deps, 'blobs' | 'clock'>,
  sourceSha256: string,
  path: string,
): Promise<NewRow<'rendition'>> {
  const of = { sourceSha256, inMs: null, outMs: null, recipe: 'first-poster', recipeVersion: lookVersion }
  const blob = await deps.blobs.adopt(path)
  const made = { durationMs: null, record: {} }
  return await renditionRow(deps, { ...of, parameters: {}, mediaType: 'image/jpeg' }, blob, made)
}
