// Runs every kind of check and ends with one line: N passed, N failed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const bin = join(root, 'node_modules/.bin')
const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` }
const scratch = mkdtempSync(join(tmpdir(), 'vang-check-'))
let passed = 0
let failed = 0

function run(command: string, args: string[]): boolean {
  const started = Date.now()
  console.log(`\n▸ ${command} ${args.join(' ')}`)
  const { status } = spawnSync(join(bin, command), args, { cwd: root, env, stdio: 'inherit' })
  console.log(`  ${status === 0 ? 'ok' : 'failed'}, ${((Date.now() - started) / 1000).toFixed(0)} s`)
  return status === 0
}

function count(ok: boolean): void {
  if (ok) passed++
  else failed++
}

// Pictures and browsers one file at a time: on two cores, side by side they only wait for each other.
const groups = [['unit', 'http'], ['media'], ['faults'], ['browser']]

count(run('biome', ['check', '--error-on-warnings', '.']))
count(run('tsc', ['-p', 'tsconfig.json']))
for (const projects of groups) {
  const report = join(scratch, `${projects.join('-')}.json`)
  const ok = run('vitest', [
    'run',
    ...projects.flatMap((name) => ['--project', name]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  try {
    const result = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number
      numFailedTests: number
    }
    passed += result.numPassedTests
    failed += result.numFailedTests
    // A file that could not even be loaded has no tests to count.
    if (!ok && result.numFailedTests === 0) failed++
  } catch {
    failed++
  }
}
rmSync(scratch, { recursive: true, force: true })
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
