/** Whether the phone's own way of sharing takes this file; Chrome takes texts and pictures, but no ZIP. */
export const canShare = (file: File): boolean =>
  file.type !== 'application/zip' && navigator.canShare?.({ files: [file] }) === true

/** By the phone's own way of sharing. False where it refused; a person who turned it away meant it. */
export const share = (file: File): Promise<boolean> =>
  navigator.share({ files: [file] }).then(
    () => true,
    (error: unknown) => error instanceof DOMException && error.name === 'AbortError',
  )

/** Into the phone's downloads. */
export function save(file: File): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
