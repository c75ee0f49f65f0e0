// What the media engine costs and how exact it is: analysis, loudness, uploads; each part can be run alone.
import { analysisRows } from './media-analysis.ts'
import { soundRows } from './media-sound.ts'
import { uploadRows } from './media-upload.ts'
import { type BenchOptions, runParts } from './rows.ts'

export const run = (options: BenchOptions) =>
  runParts({ analysis: analysisRows, sound: soundRows, upload: uploadRows }, options)
