const KINDS = [
  { mediaType: 'image/jpeg', extension: 'jpg', starts: [0xff, 0xd8, 0xff] },
  { mediaType: 'image/png', extension: 'png', starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'application/pdf', extension: 'pdf', starts: [0x25, 0x50, 0x44, 0x46, 0x2d] },
] as const

/** What a file is by its first 8 bytes, whatever it is called; undefined for anything but JPEG, PNG and PDF. */
export function documentKind(head: Uint8Array): (typeof KINDS)[number] | undefined {
  return KINDS.find(({ starts }) => starts.every((byte, i) => head[i] === byte))
}

const MOST_CHARACTERS = 200

/** Whether a name can be shown and offered for saving: no paths, no control or direction signs, not endless. */
export function goodDocumentName(name: string): boolean {
  if (name.trim() === '' || [...name].length > MOST_CHARACTERS || /^\.+$/.test(name)) return false
  return !/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name)
}
