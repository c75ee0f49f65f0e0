import { json } from 'node:stream/consumers'
import { printCueSheet } from './cue-sheet.ts'
import type { CueSheet } from './cue-sheet-shape.ts'

// Runs alone, started by printAside.
process.stdout.write(await printCueSheet((await json(process.stdin)) as CueSheet))
