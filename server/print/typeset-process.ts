import { json } from 'node:stream/consumers'
import type { Paper } from './paper.ts'
import { typeset } from './typeset.ts'

// Runs alone, started by printAside.
process.stdout.write(await typeset((await json(process.stdin)) as Paper))
