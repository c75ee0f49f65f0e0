import type { Page } from 'playwright-core'

declare global {
  interface Window {
    /** The sha256 of every file on a stick, by path. */
    stickFiles(stick: string): Promise<Record<string, string>>
    putOnStick(stick: string, path: string, text: string): Promise<void>
    /** A stick that keeps one wrong byte of the next file of this name. */
    spoilNext(name: string): void
    /** The stick is gone when the next file of this name is opened for writing. */
    pullOutAt(name: string): void
    /** As if somebody had chosen a folder with these files. */
    chooseFolder(files: { name: string; bytes: number[] }[]): void
  }
}

/** Lets a page pick folders of the browser's own store for sticks: the one that `sessionStorage.stick` names. */
export async function pickable(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const stickOf = async (name: string) =>
      await (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true })
    window.showDirectoryPicker = () => stickOf(sessionStorage.getItem('stick') ?? 'usb')

    const hex = (bytes: ArrayBuffer) =>
      [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    window.stickFiles = async (stick) => {
      const found: Record<string, string> = {}
      const walk = async (dir: FileSystemDirectoryHandle, before: string) => {
        for await (const [name, handle] of dir.entries())
          if (handle.kind === 'directory')
            await walk(handle as FileSystemDirectoryHandle, `${before}${name}/`)
          else {
            const bytes = await (await (handle as FileSystemFileHandle).getFile()).arrayBuffer()
            found[before + name] = hex(await crypto.subtle.digest('SHA-256', bytes))
          }
      }
      await walk(await stickOf(stick), '')
      return found
    }
    window.putOnStick = async (stick, path, text) => {
      const [folder = '', name = ''] = path.split('/')
      const dir = await (await stickOf(stick)).getDirectoryHandle(folder, { create: true })
      const writable = await (await dir.getFileHandle(name, { create: true })).createWritable()
      await writable.write(text)
      await writable.close()
    }

    let spoiled = ''
    let pulled = ''
    window.spoilNext = (name) => {
      spoiled = name
    }
    window.pullOutAt = (name) => {
      pulled = name
    }
    const open = FileSystemFileHandle.prototype.createWritable
    FileSystemFileHandle.prototype.createWritable = async function (...args) {
      if (this.name === pulled) {
        pulled = ''
        const stick = sessionStorage.getItem('stick') ?? 'usb'
        await (await navigator.storage.getDirectory()).removeEntry(stick, { recursive: true })
      }
      const writable = await open.apply(this, args)
      if (this.name !== spoiled) return writable
      spoiled = ''
      const close = writable.close.bind(writable)
      writable.close = async () => {
        await writable.write({ type: 'write', position: 700, data: new Uint8Array([1, 2, 3]) })
        await close()
      }
      return writable
    }
    window.chooseFolder = (files) => {
      const input = document.querySelector<HTMLInputElement>('input[webkitdirectory]')
      const chosen = files.map(({ name, bytes }) => {
        const file = new File([new Uint8Array(bytes)], name.split('/').at(-1) ?? name)
        Object.defineProperty(file, 'webkitRelativePath', { value: name })
        return file
      })
      Object.defineProperty(input, 'files', { value: chosen, configurable: true })
      input?.dispatchEvent(new Event('change', { bubbles: true }))
    }
  })
}

/** Drops a folder of this machine on a page, as from a file manager; the page's picker answers it from then on. */
export async function dropFolder(page: Page, folder: string): Promise<void> {
  await page.evaluate(() => {
    document.addEventListener('dragover', (event) => event.preventDefault())
    document.addEventListener('drop', (event) => {
      event.preventDefault()
      const item = event.dataTransfer?.items[0] as
        | (DataTransferItem & { getAsFileSystemHandle(): Promise<FileSystemHandle> })
        | undefined
      const dropped = item?.getAsFileSystemHandle() as Promise<FileSystemDirectoryHandle> | undefined
      if (dropped) window.showDirectoryPicker = () => dropped
    })
  })
  const protocol = await page.context().newCDPSession(page)
  const data = { items: [], files: [folder], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await protocol.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
  await page.waitForFunction(() => String(window.showDirectoryPicker).includes('dropped'))
}
