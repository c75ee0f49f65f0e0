import { versionOf, versionText } from '../../../media/build.ts'

let asked: Promise<string> | undefined

/**
 * The installed ffmpeg's version, part of every rendition's key: another build may make other bytes. Without the hash that
 * `media/build` adds, which keys of files that were made before it do not have.
 */
export function ffmpegBuild(): Promise<string> {
  asked ??= versionText('ffmpeg').then(versionOf)
  return asked
}
