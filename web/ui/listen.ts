/** Listens to several events of one thing; the answer stops it. */
export function listen(element: EventTarget, listeners: Readonly<Record<string, () => void>>): () => void {
  const all = Object.entries(listeners)
  for (const [name, listener] of all) element.addEventListener(name, listener)
  return () => {
    for (const [name, listener] of all) element.removeEventListener(name, listener)
  }
}
