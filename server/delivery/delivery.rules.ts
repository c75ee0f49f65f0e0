/** Letters and figures of a name as ASCII, words joined by dashes: stations' systems take nothing else. */
function ascii(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

const MOST_NAME = 60

/** The name a delivery is saved under, such as "am-vang-mien-bien-cuong_b2_h264-mp4-1080p25.mp4". */
export function deliveryFileName(of: {
  shortName: string
  number: number
  preset: string
  extension: string
}): string {
  const name = ascii(of.shortName).slice(0, MOST_NAME).replace(/-+$/, '') || 'vang'
  return `${name}_b${of.number}_${of.preset}.${of.extension}`
}

/** A delivery may leave only while its version is approved for television and is still the content it was made from. */
export function mayLeave(
  delivery: { readonly contentId: string },
  version: {
    readonly contentId: string
    readonly state: string
    readonly approvedUses: readonly string[]
    readonly workWithdrawn: boolean
  },
): 'not_approved' | 'content_changed' | 'withdrawn' | null {
  if (version.state === 'withdrawn' || version.workWithdrawn) return 'withdrawn'
  if (version.contentId !== delivery.contentId) return 'content_changed'
  return version.approvedUses.includes('tv') ? null : 'not_approved'
}
