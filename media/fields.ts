import type { PictureFacts } from './facts.ts'

/** What is done about fields: where the recording declares them, whatever it declares, or nowhere. */
export type Deinterlace = 'auto' | 'always' | 'never'

/** Whether a recording's pictures are read as two fields each; pure. */
export function isCombed({ fieldOrder }: PictureFacts, deinterlace: Deinterlace): boolean {
  if (deinterlace !== 'auto') return deinterlace === 'always'
  return fieldOrder === 'top' || fieldOrder === 'bottom'
}
