/** Which kind of browser a link was opened in, as far as it changes what a person is to do. */
type BrowserKind = 'inside' | 'insideIos' | 'ios' | 'firefox' | 'chrome'

/** The small browsers inside Zalo, Facebook and their like forget everything when they are closed, and can install nothing. */
export function browserOf(agent: string): BrowserKind {
  const isIos = /iPhone|iPad|iPod/.test(agent)
  const isInside = /\bZalo|FBAN|FBAV|FB_IAB|Messenger|Instagram|TikTok|; wv\)/i.test(agent)
  if (isInside) return isIos ? 'insideIos' : 'inside'
  if (isIos) return 'ios'
  return /Firefox\//.test(agent) ? 'firefox' : 'chrome'
}

/**
 * An address that Android opens in Chrome. What stands behind the last `#` is for Android, so that the code of a pairing link, which
 * stands behind one of its own, goes along.
 */
export const chromeAddress = (address: string): string => {
  const { protocol, host, pathname, search, hash } = new URL(address)
  const way = `scheme=${protocol.slice(0, -1)};package=com.android.chrome`
  return `intent://${host}${pathname}${search}${hash}#Intent;${way};S.browser_fallback_url=${encodeURIComponent(address)};end`
}
