/** Phones and pages make photos small before they travel (300 KB); what is larger than this was not made small. */
export const MOST_PHOTO_BYTES = 1_000_000
