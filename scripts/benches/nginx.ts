import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Debian's nginx as it comes, on a folder and a free port of its own. */
export async function startNginx(dir: string): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort()
  const at = (name: string) => join(dir, `nginx-${name}`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${at(kind)};`,
  )
  await writeFile(
    at('conf'),
    `daemon off; worker_processes auto; pid ${at('pid')}; error_log ${at('errors')};
events { worker_connections 768; }
http { sendfile on; tcp_nopush on; access_log off; ${temporary.join(' ')}
  server { listen 127.0.0.1:${port}; root ${dir}; } }`,
  )
  // The workers drop the rights of root, and read the folder as their own user.
  const asRoot = process.getuid?.() === 0 ? ['-g', 'user root;'] : []
  const child = spawn('nginx', ['-c', at('conf'), '-e', at('errors'), ...asRoot], { stdio: 'ignore' })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  while (!(await fetch(url).catch(() => undefined))) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`)
    await sleep(50)
  }
  return {
    url,
    async stop() {
      child.kill('SIGQUIT')
      await gone
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || !address) throw new Error('No free port')
  return address.port
}
