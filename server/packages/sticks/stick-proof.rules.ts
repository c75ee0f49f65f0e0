import { isSound } from '../folder.rules.ts'
import type { Manifest } from '../manifest.schema.ts'
import { mostTagBytes } from './id3.rules.ts'
import { names83, STICK_LIST } from './stick-folder.rules.ts'
import { eveningsOf, nameOf, soundsOf } from './stick-layout.rules.ts'
import type { StickList } from './sticks.schema.ts'

/** Bytes of a stick's file, `to` exclusive, and the sha256 that they must have. */
export interface Proof {
  readonly from: number
  readonly to: number
  readonly sha256: string
}

interface ProofsOfFile {
  readonly path: string
  readonly sizeBytes: number
  /** Bytes before the first clip, which must be a tag; 0 where there is none, and for papers. */
  readonly tagBytes: number
  readonly proofs: readonly Proof[]
}

/** Papers that say what lies on this stick; the package's own of that name say what lies in its folder. */
const madeForStick = /^DOCTRUOC\.TXT$|\.M3U$/
/** What carries the proof itself, and what the package brings along unnamed. */
const provingPapers = new Set(Object.values(names83))

/**
 * What proves each file of a stick by the signed manifest: a stick's list is not signed, so it is believed only where it
 * says what the manifest says. Each sound is a tag and then whole clips, in the very order of the evenings. `untrue` are
 * the paths of which the list says something else, or the list itself where it leaves out a clip or tells another package.
 */
export function proofsOf(list: StickList, manifest: Manifest): { files: ProofsOfFile[]; untrue: string[] } {
  const signed = new Map(soundsOf(manifest).map((clip) => [clip.sha256, clip.sizeBytes]))
  const papers = new Map(
    manifest.files
      .filter(({ kind, path }) => kind !== 'sound' && !madeForStick.test(path))
      .map(({ path, sha256 }) => [path, sha256]),
  )
  const wanted = clipsOf(list, manifest)
  const untrue: string[] = []
  let heard = 0
  let before = ''
  const files = list.files.map(({ path, sizeBytes, sha256, head, clips }): ProofsOfFile => {
    if (clips.length === 0) {
      // Nothing else may stand on the list's word alone: a loudspeaker might play it, whatever it is called.
      const isKnown = papers.has(path) || madeForStick.test(path) || provingPapers.has(path)
      if (isSound(path) || !isKnown) untrue.push(path)
      // What the package brings along is signed; what was made for the stick, its list alone knows.
      return {
        path,
        sizeBytes,
        tagBytes: 0,
        proofs: [{ from: 0, to: sizeBytes, sha256: papers.get(path) ?? sha256 }],
      }
    }
    let at = head
    const proofs = clips.map((clip) => {
      const from = at
      at += clip.to - clip.from
      return { from, to: at, sha256: clip.sha256 }
    })
    const isEvening = clips.every(
      (clip, index) =>
        clip.sha256 === wanted[heard + index] && clip.from === 0 && clip.to === signed.get(clip.sha256),
    )
    heard += clips.length
    // Players that go by name play in this order, too.
    if (!isEvening || at !== sizeBytes || head > mostTagBytes || path <= before) untrue.push(path)
    before = path
    return { path, sizeBytes, tagBytes: head, proofs }
  })
  if (heard !== wanted.length || !isOf(list, manifest)) untrue.push(STICK_LIST)
  return { files, untrue }
}

/** The sha256 of every clip, in the order in which a stick of this kind plays them. */
function clipsOf({ form, language }: StickList, manifest: Manifest): string[] {
  if (form === 'clips' && language === null) return soundsOf(manifest).map(({ sha256 }) => sha256)
  return eveningsOf(manifest)
    .filter((evening) => language === null || nameOf(evening) === language)
    .flatMap(({ clips }) => clips.map(({ sha256 }) => sha256))
}

/** Whether the list tells of itself what the manifest tells. */
const isOf = (list: StickList, manifest: Manifest) => {
  const { packageId, playlist, target, sequence, validFrom, validTo, checkCode } = manifest
  return (
    list.checkCode === checkCode &&
    list.packageId === packageId &&
    list.title === playlist.title &&
    list.target === target.name &&
    list.number === sequence &&
    list.validFrom === validFrom &&
    list.validTo === validTo
  )
}
