// The keys that sign packages: ./scripts/keys list|root|certify|rotate|revoke [--data DIR] [--root FILE]
// `list` tells what there is. `root --move FILE` takes the secret root key out of the data folder, to a stick in a safe.
// `rotate` makes a new packaging key and certifies it; where the root is on another machine, `rotate --request FILE` writes what
// `certify FILE --out FILE` signs there, and `certify --take FILE` brings back. `revoke KEY --reason TEXT` ends a key at once.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../server/config.ts'
import type { Deps } from '../server/deps.ts'
import { createLive } from '../server/http/live.ts'
import { certify } from '../server/packages/keys/certifying.ts'
import {
  addCertificate,
  CERTIFIED_DAYS,
  publicKeys,
  readRoot,
  renewKey,
  revokedIds,
  revokeKey,
} from '../server/packages/keys/keys.service.ts'
import {
  keepPackagingKey,
  newSecretKey,
  packagingKeys,
  readSecretKey,
  rootFile,
  writeSecretKey,
} from '../server/packages/keys/secret-keys.ts'
import { parsePublicKey, publicKeyText } from '../server/packages/signature.rules.ts'
import { type Certificate, certificateFile, readCertificateFile } from '../server/packages/verify.rules.ts'
import { unwire, wire } from '../server/wiring.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    root: { type: 'string' },
    move: { type: 'string' },
    request: { type: 'string' },
    take: { type: 'string' },
    out: { type: 'string' },
    reason: { type: 'string' },
    days: { type: 'string', default: String(CERTIFIED_DAYS) },
  },
})
const [verb, argument] = positionals
const days = Number(values.days)
const dataDir = resolve(values.data ?? process.env.VANG_DATA ?? resolve(import.meta.dirname, '../data'))

const stop = (sentence: string): never => {
  console.error(sentence)
  process.exit(1)
}

/** On the machine of the root alone: no data folder, no database. */
function certifyElsewhere(request: string, rootPath: string): void {
  const key = parsePublicKey(readFileSync(request, 'utf8')) ?? stop(`Không phải khóa / not a key: ${request}`)
  const signed = certify(readSecretKey(rootPath), key, { from: new Date().toISOString(), days })
  writeFileSync(values.out ?? `${request}.khoa.json`, certificateFile(signed), { flag: 'wx' })
  console.log(`Đã chứng nhận / certified ${key.keyId}: ${values.out ?? `${request}.khoa.json`}`)
}

async function withDeps(work: (deps: Deps) => Promise<void>): Promise<void> {
  const there = await stat(join(dataDir, 'vang.db')).catch(() => undefined)
  if (!there) stop(`Không thấy dữ liệu Vang trong ${dataDir}.\nThere is no data of Vang in ${dataDir}.`)
  const deps = await wire(readConfig({ ...process.env, VANG_DATA: dataDir }), createLive())
  try {
    await work(deps)
  } finally {
    await unwire(deps)
  }
}

async function rootKey(deps: Deps) {
  const path = values.root ?? rootFile(dataDir)
  if (!existsSync(path))
    stop(
      `Khóa gốc không ở ${path}: chỉ chỗ bằng --root.\nThe root key is not in ${path}: say where by --root.`,
    )
  return readRoot((await publicKeys(deps)).root, path)
}

async function list(deps: Deps): Promise<void> {
  const { root, fingerprint, certificates } = await publicKeys(deps)
  const revoked = await revokedIds(deps.reads)
  const here = new Set(packagingKeys(dataDir).map(({ keyId }) => keyId))
  console.log(`Khóa gốc / root: ${root}`)
  console.log(`Dấu / fingerprint: ${fingerprint}`)
  console.log(
    existsSync(rootFile(dataDir))
      ? 'Phần mật của khóa gốc còn ở máy này: cất đi bằng root --move FILE.\nThe secret of the root is on this machine: take it away with root --move FILE.'
      : 'Phần mật của khóa gốc ở nơi khác. / The secret of the root is elsewhere.',
  )
  for (const { text } of certificates) {
    const { keyId, publicKey, validFrom, validTo } = JSON.parse(text) as Certificate
    const standing = revoked.has(keyId)
      ? 'đã thu hồi / revoked'
      : here.has(keyId)
        ? 'ký được / can sign'
        : 'chỉ kiểm / checks only'
    console.log(`${keyId}  ${validFrom.slice(0, 10)} … ${validTo.slice(0, 10)}  ${standing}\n  ${publicKey}`)
  }
}

async function moveRoot(deps: Deps, to: string): Promise<void> {
  const from = rootFile(dataDir)
  const root = await rootKey(deps)
  writeSecretKey(to, root)
  // Only a copy that reads back as the root that devices pin lets the first one go.
  readRoot((await publicKeys(deps)).root, to)
  if (!values.root) rmSync(from)
  console.log(
    `Khóa gốc nay ở ${to}. Cất nơi an toàn, có bản thứ hai: mất nó thì mọi máy phải ghi danh lại.\nThe root key is now in ${to}. Keep it safe, and keep a second copy: without it every device enrols again.`,
  )
}

async function rotate(deps: Deps): Promise<void> {
  if (values.request) {
    const key = newSecretKey()
    keepPackagingKey(dataDir, key)
    writeFileSync(values.request, `${publicKeyText(key)}\n`, { flag: 'wx' })
    console.log(
      `Đưa ${values.request} sang máy giữ khóa gốc: ./scripts/keys certify ${values.request} --root FILE`,
    )
    return
  }
  const { keyId } = await renewKey(deps, await rootKey(deps), deps.clock.now(), days)
  console.log(`Từ nay gói được ký bằng / packages are now signed by ${keyId}`)
}

async function take(deps: Deps, path: string): Promise<void> {
  const signed =
    readCertificateFile(readFileSync(path, 'utf8')) ??
    stop(`Không phải chứng nhận / not a certificate: ${path}`)
  const { keyId } = await addCertificate(deps, signed)
  console.log(`Từ nay gói được ký bằng / packages are now signed by ${keyId}`)
}

async function end(deps: Deps, keyId: string, reason: string): Promise<void> {
  const root = await rootKey(deps)
  await revokeKey(deps, root, { keyId, reason })
  const { keyId: next } = await renewKey(deps, root, deps.clock.now(), days)
  console.log(
    `Đã thu hồi ${keyId}; gói ký bằng khóa ấy không phát được nữa. Khóa mới: ${next}. Mở trang Gói tải về để ký lại.\n${keyId} is revoked: what it signed plays no more. The new key is ${next}. Open the page of packages to sign them again.`,
  )
}

if (verb === 'list') await withDeps(list)
else if (verb === 'root') await withDeps((deps) => (values.move ? moveRoot(deps, values.move) : list(deps)))
else if (verb === 'certify' && argument && values.root) certifyElsewhere(argument, values.root)
else if (verb === 'certify' && values.take) await withDeps((deps) => take(deps, values.take ?? ''))
else if (verb === 'rotate') await withDeps(rotate)
else if (verb === 'revoke' && argument && values.reason)
  await withDeps((deps) => end(deps, argument, values.reason ?? ''))
else {
  console.error(
    'Cách dùng / Usage: ./scripts/keys list | root [--move FILE] | rotate [--request FILE] | certify FILE --root FILE [--out FILE] | certify --take FILE | revoke KEY --reason TEXT   [--root FILE] [--days N] [--data DIR]',
  )
  process.exit(2)
}
