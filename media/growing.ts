import { open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { grownFile } from './analyse-plan.ts'
import type { Part } from './analyse-stretches.ts'
import { makingName, partName } from './run-part.ts'

/** Inside the folder of an analysis: the pieces, and what they are pieces of. */
export const partsFolder = 'parts'
export const planFile = 'plan.json'

export type GrowingStretch = {
  n: number
  startMs: number
  /** Null for the last one, which goes on to the end. */
  durationMs: number | null
  sizeBytes: number
  finished: boolean
  path: string
}

export type Growing = { mime: string; totalMs: number; stretches: GrowingStretch[] }

/** What is already there of the proxy of a recording that is being analysed in `outDir`; undefined when nothing is. */
export async function readGrowing(outDir: string): Promise<Growing | undefined> {
  const partsDir = join(outDir, partsFolder)
  const plan = await readFile(join(partsDir, planFile), 'utf8').catch(() => undefined)
  if (plan === undefined) return undefined
  const { totalMs, parts } = JSON.parse(plan) as { totalMs: number; parts: Part[] }
  const stretches: GrowingStretch[] = []
  for (const part of parts) {
    const found =
      (await growth(join(partsDir, partName(part), grownFile), true)) ??
      (await growth(join(partsDir, makingName(partName(part)), grownFile), false))
    if (!found) break
    stretches.push({ n: part.n, startMs: part.startMs, durationMs: part.durationMs, ...found })
  }
  const [first] = stretches
  const mime = first && (await readMime(first.path))
  return mime ? { mime, totalMs, stretches } : undefined
}

async function growth(path: string, finished: boolean) {
  const sizeBytes = (await stat(path).catch(() => undefined))?.size
  return sizeBytes ? { path, sizeBytes, finished } : undefined
}

const headBytes = 4096

/**
 * The type a browser's SourceBuffer asks for, from the file's own head (ISO/IEC 14496-15: profile, constraints and
 * level are the second to fourth byte of avcC); undefined while the head is not written yet.
 */
async function readMime(path: string): Promise<string | undefined> {
  const file = await open(path)
  const { buffer, bytesRead } = await file
    .read(Buffer.alloc(headBytes), 0, headBytes, 0)
    .finally(() => file.close())
  const head = buffer.subarray(0, bytesRead)
  const at = head.indexOf('avcC')
  if (at < 0 || at + 8 > head.length) return undefined
  const sound = head.includes('mp4a') ? ',mp4a.40.2' : ''
  return `video/mp4; codecs="avc1.${head.subarray(at + 5, at + 8).toString('hex')}${sound}"`
}
