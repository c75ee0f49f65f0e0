import type { Fixes } from '../versions.schema.ts'

/**
 * What is done about the fields of a picture in every file for television: what its owner chose. Where nobody chose, fields
 * that the analysis found are taken apart although the file hides them.
 */
export function deinterlaceBy(
  chosen: Fixes['deinterlace'],
  findings: readonly { code: string }[],
): Fixes['deinterlace'] {
  const hidden = findings.some(({ code }) => code === 'fields_undeclared')
  return chosen === 'auto' && hidden ? 'always' : chosen
}
