/** Hands a file to the phone: by its own way of sharing where that takes such a file, else into its downloads. */
export async function save(file: File): Promise<void> {
  if (navigator.canShare?.({ files: [file] })) {
    // Turned away by the person: then nothing is to be done.
    return navigator.share({ files: [file] }).catch(() => undefined)
  }
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
