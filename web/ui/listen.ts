/** Listens to several events of an element; the answer stops it. */
export function listen(
  element: HTMLElement,
  listeners: Partial<Record<keyof HTMLMediaElementEventMap, () => void>>,
): () => void {
  const all = Object.entries(listeners)
  for (const [name, listener] of all) element.addEventListener(name, listener)
  return () => {
    for (const [name, listener] of all) element.removeEventListener(name, listener)
  }
}
