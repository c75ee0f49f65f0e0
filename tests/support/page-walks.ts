// Each of these runs inside the page, so it may use nothing from outside itself.

/** Elements that make the page scroll sideways or stand off it. */
export function sidewaysScroll(): string[] {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  const scrolls = (element: Element) => /auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX)
  const found: string[] = []
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect()
    if (box.width === 0 || (box.right <= width + 1 && box.left >= -1)) continue
    let parent = element.parentElement
    while (parent && !scrolls(parent)) parent = parent.parentElement
    if (!parent || parent === document.body || parent === document.documentElement)
      found.push(
        `${element.tagName.toLowerCase()}.${String(element.getAttribute('class'))} reaches ${Math.round(box.right)} of ${width}`,
      )
  }
  return found.length > 0
    ? found.slice(0, 8)
    : [`the page is ${document.documentElement.scrollWidth} wide, the window ${width}`]
}

/**
 * Text that a box around it cuts off, unless one can scroll to it, or it ends in “…” and stands whole in a `title`
 * about it. Things for screen readers alone are one pixel large and do not count.
 */
export function clippedText(): string[] {
  const found: string[] = []
  const shortened = (text: string, element: Element) => {
    const style = getComputedStyle(element)
    const ends = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
    return ends && (element.closest('[title]')?.getAttribute('title') ?? '').includes(text)
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement
    const text = walker.currentNode.textContent?.trim() ?? ''
    if (!text || !element?.checkVisibility({ visibilityProperty: true }) || shortened(text, element)) continue
    const range = document.createRange()
    range.selectNodeContents(walker.currentNode)
    const words = range.getBoundingClientRect()
    for (let box: Element | null = element; box && box !== document.body; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box)
      const inner = box.getBoundingClientRect()
      if (/auto|scroll/.test(overflowX + overflowY) || inner.width <= 2) break
      const cutX = overflowX !== 'visible' && (words.right > inner.right + 1 || words.left < inner.left - 1)
      const cutY = overflowY !== 'visible' && (words.bottom > inner.bottom + 3 || words.top < inner.top - 3)
      if (cutX || cutY) {
        found.push(`cut: “${text.slice(0, 60)}” by ${box.tagName.toLowerCase()}.${box.getAttribute('class')}`)
        break
      }
    }
  }
  return found
}

/** What a field shows is cut by the field: the choice made in a list, or the hint in an empty one. */
export function cutFields(): string[] {
  const pen = document.createElement('canvas').getContext('2d')
  const shown = (field: HTMLInputElement | HTMLSelectElement) =>
    field instanceof HTMLSelectElement
      ? field.selectedOptions[0]?.label
      : field.value === '' || field.readOnly
        ? field.value || field.placeholder
        : undefined
  return [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')].flatMap(
    (field) => {
      const text = shown(field)
      if (!pen || !text || !field.checkVisibility({ visibilityProperty: true })) return []
      const style = getComputedStyle(field)
      pen.font = style.font
      const room =
        field.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight)
      return room > 2 && pen.measureText(text).width > room + 1 ? [`cut: “${text}” in its field`] : []
    },
  )
}

/** Text that runs out of the box it stands in, or off the ground it is read on. What a box cuts is `clippedText`'s. */
export function spilledText(): string[] {
  const found: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement
    const text = walker.currentNode.textContent?.trim() ?? ''
    if (!text || !element?.checkVisibility({ visibilityProperty: true })) continue
    const range = document.createRange()
    range.selectNodeContents(walker.currentNode)
    const words = range.getBoundingClientRect()
    let own = true
    for (let box: Element | null = element; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box)
      if (/^(inline|contents)$/.test(style.display)) continue
      if (style.overflowX !== 'visible') break
      const grounded = !/^(transparent|rgba\(.*, 0\))$/.test(style.backgroundColor)
      const inner = box.getBoundingClientRect()
      if ((own || grounded) && (words.right > inner.right + 2 || words.left < inner.left - 2)) {
        found.push(
          `spilled: “${text.slice(0, 60)}” out of ${box.tagName.toLowerCase()}.${box.getAttribute('class')}`,
        )
        break
      }
      if (grounded) break
      own = false
    }
  }
  return found
}

/** Text whose painted contrast is under 4.5 (3 when large or bold and fairly large), or smaller than 11 px. */
export function faintText(): string[] {
  type Colour = [number, number, number, number]
  const canvas = document.createElement('canvas')
  canvas.width = 1
  canvas.height = 1
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  const known = new Map<string, Colour>()
  // The browser itself turns any colour syntax into bytes.
  const read = (colour: string): Colour => {
    const before = known.get(colour)
    if (before) return before
    if (!pen) return [0, 0, 0, 0]
    pen.clearRect(0, 0, 1, 1)
    pen.fillStyle = colour
    pen.fillRect(0, 0, 1, 1)
    const [r = 0, g = 0, b = 0, a = 0] = pen.getImageData(0, 0, 1, 1).data
    const bytes: Colour = [r, g, b, a / 255]
    known.set(colour, bytes)
    return bytes
  }
  const over = (top: Colour, under: Colour): Colour => {
    const mix = (index: 0 | 1 | 2) => top[index] * top[3] + under[index] * (1 - top[3])
    return [mix(0), mix(1), mix(2), 1]
  }
  const luminance = (colour: Colour) => {
    const linear = colour.slice(0, 3).map((byte) => {
      const part = byte / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0)
  }
  const ground = (element: Element): Colour | undefined => {
    const layers: Colour[] = []
    for (let at: Element | null = element; at; at = at.parentElement) {
      const style = getComputedStyle(at)
      // What lies on a picture or a gradient is judged by eye.
      if (style.backgroundImage !== 'none') return undefined
      const colour = read(style.backgroundColor)
      if (colour[3] > 0) layers.push(colour)
      if (colour[3] === 1) break
    }
    return layers.reduceRight<Colour>((under, layer) => over(layer, under), [255, 255, 255, 1])
  }
  const found: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent?.trim() ?? ''
    const element = walker.currentNode.parentElement
    if (!text || !element || !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
      continue
    const box = element.getBoundingClientRect()
    if (box.width <= 2 || box.height <= 2 || element.closest('script, style, svg')) continue
    const style = getComputedStyle(element)
    const size = Number.parseFloat(style.fontSize)
    const said = `“${text.slice(0, 40)}”`
    if (size < 11) found.push(`${said} is ${size} px`)
    const under = ground(element)
    if (!under) continue
    let opacity = 1
    for (let at: Element | null = element; at; at = at.parentElement)
      opacity *= Number(getComputedStyle(at).opacity)
    const ink = read(style.color)
    const painted = over([ink[0], ink[1], ink[2], ink[3] * opacity], under)
    const [light, dark] = [luminance(painted), luminance(under)].sort((a, b) => b - a) as [number, number]
    const contrast = (light + 0.05) / (dark + 0.05)
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    if (contrast < (large ? 3 : 4.5)) found.push(`${said} has a contrast of ${contrast.toFixed(2)}`)
  }
  return found
}

/** Names of words that stand where the words should: `schedule:publish.now`, `publish.now`, `seeToPublish`, `{{count}}`. */
export function strayKeys(): string[] {
  const key =
    /^(?:[a-z][a-z-]*:)?[a-z]{2,}[A-Za-z]*(?:[._][A-Za-z]{2,})+$|^[a-z-]{2,}:[a-z]\w*$|^[a-z]{2,}[A-Z][a-z]\w*$|\{\{|\}\}/
  const said: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement?.closest('script, style'))
      said.push(walker.currentNode.textContent ?? '')
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
    for (const element of document.body.querySelectorAll(`[${name}]`))
      said.push(element.getAttribute(name) ?? '')
  const stray = said
    .flatMap((text) => text.split(/[\s“”"(),;]+/))
    .filter((word) => key.test(word.replace(/[.:]$/, '')))
  return [...new Set(stray)].map((word) => `“${word}” is the name of a word`)
}

/** What can be pressed in the field and is lower than 56 px, or narrower than 44: gloves, sun, one thumb. */
export function narrowTargets(): string[] {
  const pressed = 'a[href], button, summary, select, input:not([type="hidden"])'
  return [...document.querySelectorAll<HTMLElement>(pressed)].flatMap((element) => {
    // A field for a file lies unseen over its label.
    const seen = element.matches('input[type="file"]') ? (element.parentElement ?? element) : element
    if (!seen.checkVisibility({ visibilityProperty: true })) return []
    const { width, height } = seen.getBoundingClientRect()
    return height < 55.5 || width < 44
      ? [`“${(seen.textContent ?? '').trim().slice(0, 40)}” is ${Math.round(width)} x ${Math.round(height)}`]
      : []
  })
}
