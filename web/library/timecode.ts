const two = (value: number) => String(Math.floor(value)).padStart(2, '0')

/** 00:31:07.480: to the millisecond, as marks are set. */
export function preciseTime(ms: number): string {
  const rest = String(Math.round(ms) % 1000).padStart(3, '0')
  const seconds = Math.floor(Math.round(ms) / 1000)
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${rest}`
}

/** Milliseconds of "31:07", "00:31:07.48" or "31:07,5"; undefined when it is none of these. */
export function readTime(text: string): number | undefined {
  const match = /^(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(text.trim())
  if (!match) return undefined
  const [, hours = '0', minutes = '0', seconds = '0', rest = '0'] = match
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(rest.padEnd(3, '0'))
}
