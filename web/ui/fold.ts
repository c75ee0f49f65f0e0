/** Without tones, marks and case, đ as d: "cao bang" finds "Cao Bằng". */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\u0111/gi, 'd')
    .toLowerCase()
}
