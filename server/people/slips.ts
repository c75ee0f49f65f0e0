import qrcode from 'qrcode'

interface MadeCode {
  login: string
  code: string
  name: string
  expiresAt: string
}

/** Opens the sign-in page with everything filled in; after `#`, so that neither server nor proxy ever logs the code. */
export function setupLink(origin: string, { login, code }: Pick<MadeCode, 'login' | 'code'>): string {
  return `${origin}/dang-nhap#${new URLSearchParams({ ten: login, ma: code })}`
}

/** What one sign-in slip says. */
export async function slipFor(made: MadeCode, origin: string) {
  const url = setupLink(origin, made)
  const qrSvg = await qrcode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 0 })
  return { ...made, url, address: `${origin}/dang-nhap`, qrSvg }
}
