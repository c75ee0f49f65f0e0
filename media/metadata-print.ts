import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

export type PrintedFrame = { timeMs: number; values: Map<string, number> }

/**
 * Frames and their figures from a file written by ffmpeg's metadata=print or ametadata=print, in order, without
 * holding the file in memory. Keys lose the prefix `lavfi.`; what is no number is left out.
 */
export async function* readPrinted(path: string): AsyncGenerator<PrintedFrame> {
  let frame: PrintedFrame | undefined
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const time = /^frame:\d+\s+pts:\S+\s+pts_time:(\S+)/.exec(line)?.[1]
    if (time !== undefined) {
      if (frame) yield frame
      frame = { timeMs: Number(time) * 1000, values: new Map() }
      continue
    }
    const cut = line.indexOf('=')
    const value = Number(line.slice(cut + 1))
    if (cut > 0 && frame && !Number.isNaN(value))
      frame.values.set(line.slice(0, cut).replace('lavfi.', ''), value)
  }
  if (frame) yield frame
}
