/** What a picture of an evening needs: people and the screen, not every pore. */
const LONGEST_SIDE = 1600
const WANTED_BYTES = 300_000

/** A JPEG of at most some 300 KB, without what the camera wrote into the file (place, model). */
export async function smallPhoto(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file)
  for (let side = LONGEST_SIDE, quality = 0.8; ; side *= 0.8, quality -= 0.08) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))
    if (!blob) throw new Error('The picture could not be written')
    if (blob.size <= WANTED_BYTES || quality < 0.4) return blob
  }
}
