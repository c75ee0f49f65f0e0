import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Paper } from './paper.ts'

/**
 * Prints in a process of its own: setting type takes some 100 MB that the worker would never give back.
 * The paper goes in as JSON, the PDF comes out.
 */
export function printAside(paper: Paper, signal?: AbortSignal): Promise<Buffer> {
  const program = fileURLToPath(new URL('./typeset-process.ts', import.meta.url))
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [program],
      { encoding: 'buffer', maxBuffer: 64 << 20, timeout: 120_000, ...(signal ? { signal } : {}) },
      (error, pdf) => (error ? reject(error) : resolve(pdf)),
    )
    // When the process ends early, the callback above tells why; the broken pipe adds nothing.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(JSON.stringify(paper))
  })
}
