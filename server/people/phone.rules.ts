/**
 * A Vietnamese phone number as ten or eleven digits from 0, or undefined when it is none.
 * Takes spaces, dots, dashes, +84, 0084, and the leading zero that spreadsheets eat.
 */
export function normalisePhone(text: string): string | undefined {
  const digits = text
    .trim()
    .replace(/[\s().-]/g, '')
    .replace(/^(\+|00)84/, '0')
    .replace(/^84(?=\d{9,10}$)/, '0')
    .replace(/^00+/, '0')
  const whole = /^[35789]\d{8}$/.test(digits) ? `0${digits}` : digits
  // Mobile numbers are 0[35789] and eight digits, fixed lines 02 and nine (Thông tư 22/2014/TT-BTTTT).
  return /^(0[35789]\d{8}|02\d{9})$/.test(whole) ? whole : undefined
}

/** 0912 345 678: how a number is read out. */
export function phoneForReading(phone: string): string {
  return phone.replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3')
}
