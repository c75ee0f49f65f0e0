import { createHmac, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What session cookies and one-time codes are keyed with: made once, readable by the server's user alone. */
export function secretOf(dataDir: string): string {
  const path = join(dataDir, 'secret')
  try {
    // 'wx' fails where the file exists, so two processes that start together agree on one secret.
    writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const secret = readFileSync(path, 'utf8').trim()
  if (secret.length < 32) throw new Error(`The secret in ${path} is damaged; restore it from a backup`)
  return secret
}

/** Eight digits could be tried out against a plain hash, so the stored form needs the secret as well. */
export function codeHash(secret: string, personId: string, code: string): string {
  return createHmac('sha256', secret).update(`one-time code\n${personId}\n${code}`).digest('hex')
}
