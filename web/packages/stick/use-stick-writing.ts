import { useEffect, useRef, useState } from 'react'
import type { OnStick } from '../../../server/packages/sticks/stick-folder.rules.ts'
import type { StickAnswer } from '../../../server/packages/sticks/sticks.schema.ts'
import { stayAwake } from '../../ui/awake.ts'
import { hasher } from './hash-of.ts'
import { lookAtFolder } from './look.ts'
import { stickFileUrl, stickOf, type Wish } from './stick.api.ts'
import { StickError, type Trouble, troubleOf } from './trouble.ts'
import { type Doing, isSameStick, type WrittenFolder, writeFolder } from './write-folder.ts'

export interface Progress {
  doing: Doing
  path: string
  fraction: number
  /** Undefined until a few seconds have shown how fast it goes. */
  leftMs: number | undefined
}

export type StickWriting =
  | { step: 'choosing' }
  | { step: 'looking' }
  | { step: 'looked'; dir: FileSystemDirectoryHandle; found: OnStick }
  | ({ step: 'writing' } & Progress)
  | { step: 'done'; written: WrittenFolder }
  | { step: 'stopped'; trouble: Trouble; dir: FileSystemDirectoryHandle }

const settledMs = 2000

/** The steps from picking a stick to pulling it out. What is chosen anew begins anew. */
export function useStickWriting(packageId: string, wish: Wish, stick: StickAnswer) {
  const [state, setState] = useState<StickWriting>({ step: 'choosing' })
  const going = useRef<AbortController | undefined>(undefined)
  useEffect(() => () => going.current?.abort(), [])
  const isWriting = state.step === 'writing'
  useEffect(() => {
    if (!isWriting) return
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', stay)
    // A phone that sleeps stops writing.
    stayAwake(true)
    return () => {
      removeEventListener('beforeunload', stay)
      stayAwake(false)
    }
  }, [isWriting])

  const wanted = stick.files.map(({ path }) => path)
  async function look(dir: FileSystemDirectoryHandle) {
    setState({ step: 'looking' })
    try {
      const found = await lookAtFolder(dir, wanted)
      const taken = found.foreign.length > 0
      setState(
        taken
          ? { step: 'stopped', dir, trouble: { kind: 'taken', paths: found.foreign } }
          : { step: 'looked', dir, found },
      )
    } catch (error) {
      setState({ step: 'stopped', dir, trouble: troubleOf(error, new AbortController().signal) })
    }
  }

  async function pick() {
    const dir = await window.showDirectoryPicker?.({ id: 'usb', mode: 'readwrite' }).catch((error: Error) => {
      // Whoever closes the browser's window has picked nothing.
      if (error.name !== 'AbortError') throw error
    })
    if (dir) await look(dir)
  }

  async function write(dir: FileSystemDirectoryHandle) {
    const stop = new AbortController()
    going.current = stop
    const { signal } = stop
    const began = performance.now()
    const tell = (doing: Doing, path: string, fraction: number) => {
      const passedMs = performance.now() - began
      const leftMs = passedMs > settledMs && fraction > 0 ? passedMs * (1 / fraction - 1) : undefined
      setState({ step: 'writing', doing, path, fraction, leftMs })
    }
    tell('checking', '', 0)
    const mayBeNamed = async () => {
      const now = await stickOf(packageId, wish)
      if (!isSameStick(now.list, stick.list)) throw new StickError({ kind: 'changed' })
    }
    const urlOf = (path: string) => stickFileUrl(packageId, path, wish)
    try {
      const about = { dir, stick, urlOf, hashOf: hasher(signal), mayBeNamed, signal, tell }
      setState({ step: 'done', written: await writeFolder(about) })
    } catch (error) {
      setState({ step: 'stopped', dir, trouble: troubleOf(error, signal) })
    } finally {
      stop.abort()
    }
  }
  return {
    state,
    pick,
    look,
    write,
    stop: () => going.current?.abort(),
    again: () => setState({ step: 'choosing' }),
  }
}
