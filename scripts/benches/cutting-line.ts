import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

interface Line {
  sizeBytes: number
  cuts: number
  seed: number
}

/** A line to a server that breaks at random places of what comes down it, and counts every byte of the answers' bodies. */
export async function aCuttingLine(to: URL, { sizeBytes, cuts, seed }: Line) {
  const places = randomPlaces(sizeBytes, cuts, seed)
  let down = 0
  let done = 0
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('close', () => open.delete(socket))
      socket.on('error', () => undefined)
    }
    near.pipe(far)
    far.on('close', () => near.destroy())
    near.on('close', () => far.destroy())
    let head = true
    far.on('data', (chunk: Buffer) => {
      let body = chunk.length
      if (head) {
        const end = chunk.indexOf('\r\n\r\n')
        if (end < 0) throw new Error('The head of the answer came in pieces')
        body -= end + 4
        head = false
      }
      const place = places[done]
      const over = place === undefined ? 0 : down + body - place
      if (place !== undefined && over >= 0) {
        done += 1
        down += body - over
        near.write(chunk.subarray(0, chunk.length - over), () => near.destroy())
        far.destroy()
        return
      }
      down += body
      if (!near.write(chunk)) {
        far.pause()
        near.once('drain', () => far.resume())
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(to)
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    bytes: () => down,
    cuts: () => done,
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** By a generator of its own, so that one seed breaks the line at the same places (Numerical Recipes, 7.1). */
function randomPlaces(below: number, count: number, seed: number): number[] {
  let state = seed >>> 0
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return Array.from({ length: count }, () => Math.floor(next() * below)).sort((a, b) => a - b)
}
