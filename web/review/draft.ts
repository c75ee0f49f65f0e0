// Nothing typed is ever lost: what is not sent yet is kept by this browser.
const key = (name: string) => `vang.draft.${name}`

export function readDraft(name: string): string {
  try {
    return localStorage.getItem(key(name)) ?? ''
  } catch {
    return '' // storage can be forbidden on a shared computer
  }
}

export function writeDraft(name: string, text: string): void {
  try {
    if (text) localStorage.setItem(key(name), text)
    else localStorage.removeItem(key(name))
  } catch {
    // Then it lasts as long as the page.
  }
}
