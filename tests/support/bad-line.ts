import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

/** A line to a server that can be slow, be cut, and be gone; nothing in between reads what travels. */
export async function aLine(port: number) {
  const open = new Set<Socket>()
  let up = true
  let bytesPerSecond = Number.POSITIVE_INFINITY
  let cutAfterBytes = Number.POSITIVE_INFINITY
  let cuts = 0
  const server = createServer((near) => {
    if (!up) return near.destroy()
    const far = connect(port, '127.0.0.1')
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far)
    let carried = 0
    far.on('data', (piece: Buffer) => {
      carried += piece.length
      near.write(piece)
      if (carried > cutAfterBytes) {
        cuts += 1
        near.destroy()
      } else if (Number.isFinite(bytesPerSecond)) {
        far.pause()
        setTimeout(() => far.resume(), (piece.length / bytesPerSecond) * 1000)
      }
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const hangUp = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cuts: () => cuts,
    goDown() {
      up = false
      hangUp()
    },
    goUp() {
      up = true
    },
    /** From now on so slow, and each connection cut after so many bytes. */
    worsen(slow: { bytesPerSecond: number; cutAfterBytes: number }) {
      bytesPerSecond = slow.bytesPerSecond
      cutAfterBytes = slow.cutAfterBytes
      hangUp()
    },
    async close() {
      hangUp()
      await new Promise((done) => server.close(done))
    },
  }
}
