import { createHash } from 'node:crypto'
import { type AddressInfo, connect } from 'node:net'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { serve } from '@hono/node-server'
import type { PackageForDevice } from '../../server/packages/packages.schema.ts'
import { packagesForTeam } from '../../server/packages/packages.team.service.ts'
import { applyDelta, type Delta } from '../../server/packages/text-delta.rules.ts'
import { anApp } from '../../tests/support/app.ts'
import { workOff } from '../../tests/support/packages.ts'
import { aDistrict, aPlaylist, aTeam } from '../../tests/support/playlists.ts'
import { aWarmClip, storedBytes, warmWorks } from './packages-data.ts'
import { type BenchRow, count, row } from './rows.ts'

const spoken = ['vi', 'tyz', 'hmn']
/** As places differ: which language comes first there, and what goes along. */
const orders = [['tyz'], ['hmn'], ['tyz', 'hmn'], ['hmn', 'tyz']]
const manyPlaces = 560
const rounds = 3

type App = Awaited<ReturnType<typeof anApp>>
type Place = Awaited<ReturnType<typeof aDistrict>>

/** What publishing costs as places grow, on recordings that were packaged before; and what one changed clip costs a phone. */
export async function publishRows(_dir: string, _seed: number): Promise<BenchRow[]> {
  const app = await anApp()
  try {
    const works = await warmWorks(app.deps, 20, spoken)
    const clipBytes = await storedBytes(app.deps)
    const places: Place[] = []
    for (let n = 0; n < manyPlaces; n++)
      places.push(
        await aDistrict(app.deps, { name: `Xã số ${n}`, languages: orders[n % orders.length] ?? [] }),
      )
    const few = places.slice(0, manyPlaces / 10)
    const encodedBefore = await sounds(app)
    // The first one also loads what publishing needs.
    await published(app, works, few)
    const ratios: number[] = []
    for (let round = 0; round < rounds; round++) {
      const small = await published(app, works, few)
      const large = await published(app, works, places)
      ratios.push(large / small)
    }
    const encodes = (await sounds(app)) - encodedBefore
    const stored = (await storedBytes(app.deps)) / clipBytes
    return [
      count('publish_56x60_encodes', 'sounds', encodes),
      row('publish_growth_56_to_560_targets', 'times', ratios),
      count('storage_growth_vs_unique_clips', 'times', stored),
      count('delta_overhead_bytes', 'bytes', await deltaOverhead(app, works)),
    ]
  } finally {
    await app.close()
  }
}

const sounds = async ({ deps }: App) =>
  (await deps.db.selectFrom('rendition').select('id').where('recipe', '=', 'loudspeaker').execute()).length

/** From the press of the button until every place has its signed package, ms. */
async function published(app: App, works: readonly { id: string }[], targets: Place[]): Promise<number> {
  const items = works.map((work) => ({ part: 'notices', workId: work.id }))
  const { id } = await aPlaylist(app, { title: `Phát loa ${targets.length} nơi`, items, targets })
  const startedAt = performance.now()
  const answer = await app.as('scheduler').post(`/api/playlists/${id}/publish`)
  if (answer.status !== 200) throw new Error(await answer.text())
  await workOff(app.deps)
  const took = performance.now() - startedAt
  const { n } = await app.deps.db
    .selectFrom('package')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('playlist_id', '=', id)
    .where('state', '=', 'ready')
    .executeTakeFirstOrThrow()
  if (Number(n) !== targets.length) throw new Error(`${n} of ${targets.length} packages are ready`)
  return took
}

/** Everything that crosses the wire, both ways and with its headers, less the clip itself. */
async function deltaOverhead(app: App, works: readonly { id: string }[]): Promise<number> {
  const place = await aDistrict(app.deps, { name: 'Xã của đội', languages: ['tyz', 'hmn'] })
  const teamId = await aTeam(app.deps, [place])
  const items = works.map((work) => ({ part: 'notices', workId: work.id }))
  const { id } = await aPlaylist(app, { title: 'Phát loa của đội', items, targets: [place] })
  const publish = async () => {
    await app.as('scheduler').post(`/api/playlists/${id}/publish`)
    await workOff(app.deps)
    const [one] = await packagesForTeam(app.deps, teamId)
    if (!one) throw new Error('The team has no package')
    return one
  }
  const before = await publish()
  const held = await app.as('scheduler').get(`/api/packages/${before.id}/manifest.json`)
  const heldText = await held.text()
  const [work] = works
  if (work) await aWarmClip(app.deps, { work, language: 'hmn' })
  const after = await publish()
  const token = await enrolled(app, teamId)
  const server = serve({ fetch: app.app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  try {
    const wire = aWire((server.address() as AddressInfo).port, token)
    return await fetched(wire, { before, heldText, after })
  } finally {
    server.close()
  }
}

async function enrolled(app: App, teamId: string): Promise<string> {
  const made = await app.as('scheduler').post('/api/devices/codes', { teamId, name: 'Máy đội' })
  const { code } = (await made.json()) as { code: string }
  const answer = await app.as(null).post('/api/field/enrol', { code, kind: 'phone' })
  return ((await answer.json()) as { token: string }).token
}

/** Speaks HTTP over a socket of its own and counts every byte of it. */
function aWire(port: number, token: string) {
  let bytes = 0
  const get = (path: string) =>
    new Promise<Buffer>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1')
      const chunks: Buffer[] = []
      const ask = [`GET ${path} HTTP/1.1`, 'host: vang', `authorization: Bearer ${token}`]
      socket.write([...ask, 'accept-encoding: br', 'connection: close', '', ''].join('\r\n'))
      socket.on('data', (chunk) => chunks.push(chunk))
      socket.on('error', reject)
      socket.on('close', () => {
        bytes += socket.bytesRead + socket.bytesWritten
        const whole = Buffer.concat(chunks)
        const head = whole.indexOf('\r\n\r\n')
        const said = whole.subarray(0, head).toString()
        if (!said.startsWith('HTTP/1.1 200')) return reject(new Error(`${path}: ${said.split('\r\n')[0]}`))
        const body = whole.subarray(head + 4)
        return resolve(/transfer-encoding: chunked/i.test(said) ? unchunked(body) : body)
      })
    })
  return { get, bytes: () => bytes }
}

function unchunked(body: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.subarray(at, end).toString(), 16)
    if (!size) return Buffer.concat(parts)
    parts.push(body.subarray(end + 2, end + 2 + size))
    at = end + 4 + size
  }
}

interface Turn {
  before: PackageForDevice
  heldText: string
  after: PackageForDevice
}

/** As a phone does it: the new manifest as what became different, its signature, and what it does not hold yet. */
async function fetched(wire: ReturnType<typeof aWire>, { before, heldText, after }: Turn): Promise<number> {
  const path = `/api/field/packages/${after.id}/manifest.json`
  const packed = await wire.get(`${path}?from=${before.manifestSha256}`)
  const delta = JSON.parse((await promisify(brotliDecompress)(packed)).toString()) as Delta
  const text = applyDelta(heldText, delta)
  if (createHash('sha256').update(text).digest('hex') !== after.manifestSha256)
    throw new Error('The delta does not make the manifest')
  await wire.get(`${path}.minisig`)
  let clips = 0
  const held = new Set(lightOf(heldText))
  for (const sha256 of lightOf(text).filter((one) => !held.has(one)))
    clips += (await wire.get(`/api/field/blobs/${sha256}`)).length
  return wire.bytes() - clips
}

const lightOf = (manifest: string): string[] =>
  (JSON.parse(manifest) as { files: { light?: { sha256: string } }[] }).files.flatMap(({ light }) =>
    light ? [light.sha256] : [],
  )
