// Before Unicode, Vietnamese was typed in fonts that drew its letters over the codes of Western ones.
// The tables are those of the fonts .VnTime (TCVN 5712:1993, "ABC") and VNI-Times, whose files still arrive from stations.

/** Codes 0xA1 to 0xFE of TCVN3 in order; a dot where the font has no Vietnamese letter. Capitals with tones share the small ones' codes. */
const TCVN3_FROM_A1 =
  'ĂÂÊÔƠƯĐăâêôơưđ' + // A1 - AE
  '......àảãáạ' + // AF - B9
  '.ằẳẵắ.......ặầẩẫấậ' + // BA - CB
  'è.ẻẽéẹềểễếệìỉ...ĩíịò' + // CC - DF
  '.ỏõóọồổỗốộờởỡớợù' + // E0 - EF
  '.ủũúụừửữứựỳỷỹýỵ' // F0 - FE

const tcvn3: ReadonlyMap<string, string> = new Map(
  [...TCVN3_FROM_A1].flatMap((letter, i) =>
    letter === '.' ? [] : [[String.fromCharCode(0xa1 + i), letter] as const],
  ),
)

// VNI writes most letters as a plain one and a sign after it, the sign being a Western accented letter.
const GRAVE = '\u0300'
const ACUTE = '\u0301'
const HOOK = '\u0309'
const TILDE = '\u0303'
const DOT = '\u0323'
const HAT = '\u0302'
const BREVE = '\u0306'
const vniSigns: Readonly<Record<string, string>> = {
  ø: GRAVE,
  ù: ACUTE,
  û: HOOK,
  õ: TILDE,
  ï: DOT,
  â: HAT,
  ê: BREVE,
  à: HAT + GRAVE,
  á: HAT + ACUTE,
  å: HAT + HOOK,
  ã: HAT + TILDE,
  ä: HAT + DOT,
  è: BREVE + GRAVE,
  é: BREVE + ACUTE,
  ú: BREVE + HOOK,
  ü: BREVE + TILDE,
  ë: BREVE + DOT,
}
const vniLetters: Readonly<Record<string, string>> = {
  ì: 'ì',
  í: 'í',
  æ: 'ỉ',
  ó: 'ĩ',
  ò: 'ị',
  ô: 'ơ',
  ö: 'ư',
  î: 'ỵ',
  ñ: 'đ',
}

/** Text in TCVN3, read as Latin-1, in Unicode (NFC). */
export function fromTcvn3(latin1: string): string {
  return [...latin1]
    .map((sign) => tcvn3.get(sign) ?? sign)
    .join('')
    .normalize('NFC')
}

/** Text in VNI Windows, read as Latin-1, in Unicode (NFC). */
export function fromVni(latin1: string): string {
  let text = ''
  for (const sign of latin1) {
    const small = sign.toLowerCase()
    const mark = vniSigns[small]
    const letter = vniLetters[small]
    if (mark !== undefined && /[aeouyơư]/i.test(text.at(-1) ?? '')) text += mark
    else if (letter !== undefined) text += sign === small ? letter : letter.toUpperCase()
    else text += sign
  }
  return text.normalize('NFC')
}
