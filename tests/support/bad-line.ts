import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Agent, createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as after } from 'node:timers/promises'

/** What somebody asked for over the line. */
export interface Asked {
  method: string
  path: string
  /** Where the bytes begin that it asked for. */
  fromByte: number
  /** How many bytes of the answer went out. */
  bytes: number
}

const SLICES_A_SECOND = 20

/** A line to a server over https that can be slow, be cut, be gone, or be somebody else's; it sees what is asked for. */
export async function aLine(port: number, { cert, key }: { cert: string; key: string }) {
  const open = new Set<Duplex>()
  const agent = new Agent({ rejectUnauthorized: false, keepAlive: true })
  const requests: Asked[] = []
  let up = true
  let portal: string | undefined
  let bytesPerSecond = Number.POSITIVE_INFINITY
  let cutAfterBytes = Number.POSITIVE_INFINITY
  let carried = 0
  let cuts = 0

  const server = createServer({ cert: await readFile(cert), key: await readFile(key) }, (near, answer) => {
    if (portal !== undefined) {
      answer.writeHead(200, { 'content-type': 'text/html' }).end(portal)
      return
    }
    const { method = 'GET', url: path = '/', headers } = near
    const fromByte = Number(/^bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0)
    const asked = { method, path, fromByte, bytes: 0 }
    requests.push(asked)
    const far = request({ host: '127.0.0.1', port, method, path, headers, agent }, (from) => {
      answer.writeHead(from.statusCode ?? 502, from.headers)
      void carry(from, answer, asked)
    })
    far.on('error', () => near.socket.destroy())
    near.on('error', () => far.destroy())
    near.pipe(far)
  })

  async function carry(from: IncomingMessage, to: ServerResponse, asked: Asked): Promise<void> {
    try {
      for await (const piece of from as AsyncIterable<Buffer>)
        for (let at = 0; at < piece.length; ) {
          const slow = Number.isFinite(bytesPerSecond)
          const slice = piece.subarray(at, at + (slow ? bytesPerSecond / SLICES_A_SECOND : piece.length))
          at += slice.length
          if (to.destroyed) return
          if (!to.write(slice)) await new Promise((free) => to.once('drain', free).once('close', free))
          asked.bytes += slice.length
          carried += slice.length
          if (carried >= cutAfterBytes) cut()
          if (slow) await after(1000 / SLICES_A_SECOND)
        }
      to.end()
    } catch {
      to.destroy()
    }
  }
  function cut(): void {
    cuts += 1
    carried = 0
    hangUp()
  }
  const hangUp = () => {
    for (const socket of open) socket.destroy()
  }

  server.on('connection', (socket) => {
    if (!up) return socket.destroy()
    open.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    port: (server.address() as AddressInfo).port,
    /** All that was asked for, since `forget`. */
    requests,
    cuts: () => cuts,
    goDown() {
      up = false
      hangUp()
    },
    goUp() {
      up = true
      portal = undefined
    },
    /** A network that answers everything with its own sign-in page. */
    becomePortal(page = '<!doctype html><title>Wi-Fi</title>Đăng nhập') {
      portal = page
    },
    /** From now on so slow, and cut after so many bytes of answers, whoever they were for. */
    worsen(slow: { bytesPerSecond: number; cutAfterBytes: number }) {
      bytesPerSecond = slow.bytesPerSecond
      cutAfterBytes = slow.cutAfterBytes
      carried = 0
      hangUp()
    },
    async close() {
      hangUp()
      agent.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
