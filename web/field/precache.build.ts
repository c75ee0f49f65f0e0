import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plugin, Rollup } from 'vite'

const PAGE = 'field/index.html'
const WORKER = 'doi/sw.js'
const PLACEHOLDER = 'self.KEPT'

// Not named by any script or style: the page alone points to them.
const BESIDE = ['vang.svg', 'doi/manifest.webmanifest', 'doi/icon-192.png', 'doi/icon-512.png']

type Bundle = Rollup.OutputBundle
const textOf = (file: Bundle[string]) =>
  file.type === 'chunk' ? file.code : typeof file.source === 'string' ? file.source : ''
const bytesOf = (file: Bundle[string]) => (file.type === 'chunk' ? file.code : file.source)
const kept = (name: string, content: string | Uint8Array) => [
  `/${name}`,
  createHash('sha256').update(content).digest('hex').slice(0, 16),
]

/** The files that the player is made of: what its page names, what those import, their workers, and what styles name. */
function reachable(bundle: Bundle): string[] {
  const found = new Set([PAGE])
  for (const name of found) {
    const file = bundle[name]
    if (!file) continue
    const text = textOf(file)
    for (const other of Object.keys(bundle)) {
      if (other === WORKER || other.endsWith('.html')) continue
      // A chunk that the office's pages share may carry the list of all of theirs: only its imports are meant.
      const meant = file.type === 'chunk' ? file.imports.includes(other) || other.includes('.worker-') : true
      if (meant && text.includes(other.split('/').at(-1) ?? other)) found.add(other)
    }
  }
  return [...found]
}

/** Builds the service worker of the offline player, with the list of all that it keeps for days without a network. */
export function precacheField(): Plugin {
  let publicDir = ''
  return {
    name: 'vang-precache-field',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      publicDir = config.publicDir
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle[WORKER]
        const page = bundle[PAGE]
        if (worker?.type !== 'chunk' || !page) return this.error('The offline player has lost a part')
        const files = [
          kept('doi/', bytesOf(page)),
          ...reachable(bundle).flatMap((name) => {
            const file = bundle[name]
            return name === PAGE || !file ? [] : [kept(name, bytesOf(file))]
          }),
          ...BESIDE.map((name) => kept(name, readFileSync(resolve(publicDir, name)))),
        ]
        if (!worker.code.includes(PLACEHOLDER)) return this.error('The service worker takes no list')
        worker.code = worker.code.replace(PLACEHOLDER, () => JSON.stringify(files))
      },
    },
  }
}
