import { readdirSync, readFileSync } from 'node:fs'

export interface Running {
  pid: number
  parent: number
  command: string
}

/** Every process of the machine that is no zombie, with its parent and command line. */
function processes(): Running[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), command }]
      } catch {
        // It ended between the listing and the reading.
        return []
      }
    })
}

/** All that runs below a process, children's children included. */
export function below(pid: number, all = processes()): Running[] {
  return all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid, all)])
}

const tool = /\b(ffmpeg|ffprobe|bwrap)\b/

/** The tools for picture and sound that run below a process. */
export const toolsBelow = (pid: number) => below(pid).filter(({ command }) => tool.test(command))

/** Of some processes, those that still are what they were. */
export const stillThere = (some: readonly Running[]) =>
  processes().filter(({ pid, command }) => some.some((one) => one.pid === pid && one.command === command))
