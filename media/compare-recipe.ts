/** What a signature holds; a change of any of it makes older signatures useless and raises the version. */
export const signatureRecipe = {
  name: 'signature',
  version: 1,
  /** One step of picture and sound: two frames of the proxy. */
  everyMs: 80,
  picture: {
    /** Mean tone of each cell: what is where. */
    tones: { columns: 32, rows: 18 },
    /** Mean strength of edges of each cell: tells a blurred sign, whose mean tone stays. */
    edges: { columns: 16, rows: 9 },
  },
  sound: {
    sampleRateHz: 8000,
    windowSamples: 1024,
    /** Speech turns faster than pictures: each step holds readings of its own. */
    readingsPerStep: 4,
    bands: 10,
    lowestHz: 150,
    highestHz: 3800,
    /** A band is stored as (dBFS - floorDb) * stepsPerDb in one byte. */
    floorDb: -100,
    stepsPerDb: 2,
  },
} as const

/** When two steps count as different, and how differences are put together. */
export const compareRecipe = {
  name: 'changes',
  version: 1,
  align: {
    /** Stretches of one recording that are looked for in the other. */
    chunkSteps: 25,
    /** A chunk is found again where its mean distance (0 to 1) is at most this. */
    foundAtMost: 0.15,
    /** What tells a place apart: less than this of change within a chunk is found everywhere. */
    distinctAtLeast: 0.15,
    mostSearches: 250,
    mostShifts: 32,
    /** In steps of full difference: what it takes to believe that something was put in or taken out. */
    shiftCost: 12,
    /** A step of the one recording alone; two of them are never cheaper than a step in both that differs. */
    gapCostPerStep: 0.5,
  },
  picture: { toneLevels: 12, toneCells: 2, edgeShare: 0.4, edgeLevels: 7, edgeCells: 1, leastSteps: 3 },
  /** A reading is compared with those up to `lagReadings` beside it, over half a second. */
  sound: { meanDb: 3.5, rangeDb: 30, leastSteps: 4, smoothReadings: 13, lagReadings: 4 },
  level: { overallDb: 1, localDb: 3, localLeastMs: 1000, smoothSteps: 12 },
  joinMs: 1000,
  /** A start or a hole of fewer steps is the grid's, not the recording's. */
  gapLeastSteps: 3,
} as const
