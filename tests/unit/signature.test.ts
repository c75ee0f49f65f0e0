import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { certify, revoke } from '../../server/packages/keys/certifying.ts'
import { verifyEd25519 } from '../../server/packages/keys/ed25519.ts'
import { newSecretKey, signedText } from '../../server/packages/keys/secret-keys.ts'
import { parsePublicKey, publicKeyText } from '../../server/packages/signature.rules.ts'
import {
  acceptance,
  certificateFile,
  readCertificateFile,
  type Verified,
  verifyManifest,
} from '../../server/packages/verify.rules.ts'

const folder = mkdtempSync(join(tmpdir(), 'vang-signature-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const issuedAt = '2021-09-27T01:00:00.000Z'
const root = newSecretKey()
const key = newSecretKey()
const certificate = certify(root, key, { from: issuedAt, days: 730 })
const text = JSON.stringify({
  schema: 'vang.package/2',
  packageId: 'p1',
  issuedAt,
  sequence: 3,
  validTo: '2021-10-04',
  target: { kind: 'area', id: 'a', name: 'Xã Cốc Pàng' },
  files: [
    { path: '01/001TBAO.MP3', sizeBytes: 5, sha256: 'ab'.repeat(32), title: 'Lễ Đông Khê', kind: 'sound' },
  ],
})
const bytes = new TextEncoder().encode(text)
const signature = signedText(key, bytes, { file: 'manifest.json', issuedAt })
const whole = {
  manifestBytes: bytes,
  signature,
  certificate,
  root: publicKeyText(root),
  revocations: null,
  verify: verifyEd25519,
}
const why = (verified: Verified) => (verified.ok ? null : verified.why)

it('signs in the form that Debian’s minisign verifies, trusted comment included', () => {
  const file = join(folder, 'manifest.json')
  writeFileSync(file, bytes)
  writeFileSync(`${file}.minisig`, signature)
  const minisign = (publicKey: string) =>
    execFileSync('minisign', ['-V', '-m', file, '-P', publicKey], { encoding: 'utf8', stdio: 'pipe' })
  const said = minisign(publicKeyText(key))
  expect(said).toContain('Signature and comment signature verified')
  expect(said).toContain('file:manifest.json')
  expect(() => minisign(publicKeyText(newSecretKey()))).toThrow()
})

it('certifies a key so that minisign verifies the certificate with the root alone', () => {
  const file = join(folder, 'khoa.txt')
  writeFileSync(file, certificate.text)
  writeFileSync(`${file}.minisig`, certificate.signature)
  const said = execFileSync('minisign', ['-V', '-m', file, '-P', publicKeyText(root)], { encoding: 'utf8' })
  expect(said).toContain('verified')
})

it('reads a key of minisign’s own, with its comment above', () => {
  const file = join(folder, 'own.pub')
  execFileSync('minisign', ['-G', '-W', '-p', file, '-s', join(folder, 'own.key')], { stdio: 'pipe' })
  const said = execFileSync('cat', [file], { encoding: 'utf8' })
  const read = parsePublicKey(said)
  expect(said).toContain(read?.keyId.replace(/^0+/, ''))
  expect(publicKeyText(read ?? key)).toBe(said.split('\n')[1])
})

it('signs the same bytes alike whenever it is asked', () => {
  expect(signedText(key, bytes, { file: 'manifest.json', issuedAt })).toBe(signature)
})

it('takes a whole manifest, and says why it refuses any other', async () => {
  expect(await verifyManifest(whole)).toMatchObject({ ok: true, keyId: key.keyId, manifest: { sequence: 3 } })
  const refusals: [string, Partial<typeof whole> | { signature: undefined } | { certificate: undefined }][] =
    [
      ['unsigned', { signature: undefined }],
      ['unsigned', { certificate: undefined }],
      ['other_root', { root: publicKeyText(newSecretKey()) }],
      [
        'bad_certificate',
        { certificate: { ...certificate, text: certificate.text.replace('2021', '2020') } },
      ],
      ['bad_signature', { manifestBytes: new TextEncoder().encode(text.replace('Lễ', 'Lê')) }],
      [
        'bad_signature',
        { signature: signedText(newSecretKey(), bytes, { file: 'manifest.json', issuedAt }) },
      ],
      [
        'not_in_key_time',
        { certificate: certify(root, key, { from: '2022-01-01T00:00:00.000Z', days: 730 }) },
      ],
    ]
  for (const [reason, changed] of refusals)
    expect(why(await verifyManifest({ ...whole, ...changed })), reason).toBe(reason)
})

it('refuses everything a revoked key signed, and a list of revoked keys that the root did not sign', async () => {
  const other = revoke(root, null, { keyId: newSecretKey().keyId, at: issuedAt, reason: 'thử' })
  expect(why(await verifyManifest({ ...whole, revocations: other }))).toBeNull()
  const both = revoke(root, other, { keyId: key.keyId, at: issuedAt, reason: 'mất máy' })
  expect(both.sequence).toBe(2)
  expect(why(await verifyManifest({ ...whole, revocations: both }))).toBe('key_revoked')
  const forged = revoke(newSecretKey(), other, { keyId: other.text, at: issuedAt, reason: '' })
  expect(why(await verifyManifest({ ...whole, revocations: forged }))).toBe('bad_revocations')
})

it('accepts no byte changed, put in or left out, of manifest, signature or certificate', async () => {
  const files = {
    manifest: Buffer.from(bytes),
    signature: Buffer.from(signature),
    certificate: Buffer.from(certificateFile(certificate)),
  }
  const taken = async (changed: typeof files) => {
    const verified = await verifyManifest({
      ...whole,
      manifestBytes: changed.manifest,
      signature: changed.signature.toString(),
      certificate: readCertificateFile(changed.certificate.toString()),
    })
    return verified.ok
  }
  expect(await taken(files)).toBe(true)
  const change = fc.record({
    which: fc.constantFrom('manifest' as const, 'signature' as const, 'certificate' as const),
    at: fc.nat(),
    byte: fc.integer({ min: 1, max: 255 }),
    how: fc.constantFrom('change', 'put in', 'leave out'),
  })
  await fc.assert(
    fc.asyncProperty(change, async ({ which, at, byte, how }) => {
      const before = files[which]
      const place = at % before.length
      const after =
        how === 'change'
          ? Buffer.from(before.map((one, i) => (i === place ? one ^ byte : one)))
          : Buffer.concat([
              before.subarray(0, place),
              how === 'put in' ? Buffer.from([byte]) : Buffer.alloc(0),
              before.subarray(how === 'leave out' ? place + 1 : place),
            ])
      expect(await taken({ ...files, [which]: after })).toBe(false)
    }),
    { numRuns: 400 },
  )
})

it('plays only what is for its places, not older than it has had, and not withdrawn; asks about what is over', () => {
  const manifest = JSON.parse(text)
  const about = {
    targets: [{ kind: 'area', id: 'a' }],
    seenSequence: 3,
    withdrawn: new Set<string>(),
    today: '2021-10-03',
  }
  expect(acceptance(manifest, about)).toEqual({ play: true })
  expect(acceptance(manifest, { ...about, today: '2021-10-04' })).toEqual({ ask: 'expired' })
  expect(acceptance(manifest, { ...about, targets: [{ kind: 'cluster', id: 'a' }] })).toEqual({
    refuse: 'other_place',
  })
  expect(acceptance(manifest, { ...about, seenSequence: 4 })).toEqual({ refuse: 'older' })
  expect(acceptance(manifest, { ...about, withdrawn: new Set(['p1']) })).toEqual({ refuse: 'withdrawn' })
})
