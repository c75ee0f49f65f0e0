/** What a picture of an evening needs: people and the screen, not every pore. */
const LONGEST_SIDE = 1600
const MOST_BYTES = 300_000
const LEAST_QUALITY = 0.4

/**
 * A JPEG of at most 300 KB without what the camera wrote into the file (place, model, time). What is meant to go with the picture is
 * written into its foot, `lines` one under the other. Throws where the file is no picture that the browser reads.
 */
export async function smallPhoto(file: Blob, lines: readonly string[] = []): Promise<Blob> {
  const picture = await createImageBitmap(file)
  try {
    for (let side = LONGEST_SIDE, quality = 0.8; ; side *= 0.8, quality -= 0.08) {
      const canvas = drawn(picture, side, lines)
      const blob = await new Promise<Blob | null>((done) =>
        canvas.toBlob(done, 'image/jpeg', Math.max(quality, LEAST_QUALITY)),
      )
      if (!blob) throw new Error('The picture could not be written')
      if (blob.size <= MOST_BYTES) return blob
    }
  } finally {
    picture.close()
  }
}

function drawn(picture: ImageBitmap, side: number, lines: readonly string[]): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  Object.assign(canvas, { width, height })
  const pen = canvas.getContext('2d')
  pen?.drawImage(picture, 0, 0, width, height)
  if (pen && lines.length > 0) caption(pen, { width, height, lines })
  return canvas
}

/** As large as the longest line lets it be: whoever holds a print must read it. */
function caption(
  pen: CanvasRenderingContext2D,
  { width, height, lines }: { width: number; height: number; lines: readonly string[] },
): void {
  const font = (size: number) => `600 ${size}px system-ui, sans-serif`
  pen.font = font(100)
  const widest = Math.max(...lines.map((line) => pen.measureText(line).width), 1)
  const size = Math.min(width / 26, (width * 0.95 * 100) / widest)
  const step = size * 1.5
  pen.font = font(size)
  pen.fillStyle = 'rgb(0 0 0 / 0.72)'
  pen.fillRect(0, height - step * (lines.length + 0.4), width, height)
  pen.fillStyle = '#fff'
  pen.textBaseline = 'middle'
  for (const [index, line] of lines.entries())
    pen.fillText(line, width * 0.025, height - step * (lines.length - index - 0.3))
}
