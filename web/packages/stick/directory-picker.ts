// What the browser's types do not know yet: WICG, File System Access, "Local filesystem".
declare global {
  interface Window {
    showDirectoryPicker?(options: {
      /** The picker opens where it was for the same id before. */
      id: string
      mode: 'readwrite'
    }): Promise<FileSystemDirectoryHandle>
  }
}

/** Why this browser cannot write a stick by itself; null where it can. */
export function hindranceHere(): 'insecure' | 'browser' | null {
  if (!window.isSecureContext) return 'insecure'
  return window.showDirectoryPicker ? null : 'browser'
}
