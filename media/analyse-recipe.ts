/** The analysis as data. Any change of a figure or of the graph raises the version. */
export const analyseRecipe = {
  name: 'analyse',
  version: 2,
  fps: { num: 25, den: 1 },
  proxy: { height: 360, widest: 640, preset: 'superfast', crf: 27, keyframeEveryFrames: 50, soundKbps: 96 },
  /** A long picture is looked at in stretches, so that a kill costs one. All of these are whole seconds. */
  stretches: { longerThanMs: 600_000, eachMs: 300_000, leadMs: 10_000 },
  /** Small enough to average coding noise away, large enough to see a freeze. */
  checkHeight: 180,
  thumbnails: { width: 160, columns: 10, most: 200, leastEveryMs: 1000 },
  waveform: { sampleRateHz: 8000, perSecond: 50 },
  /** Darker than a dark scene: luma under 29 of 235 nearly everywhere. */
  black: { leastMs: 1000, pixel: 0.06, pictureShare: 0.98 },
  /** Seen from three pictures on, so that what goes on behind a boundary can be joined; told from 3 s on. */
  freeze: { leastMs: 3000, noise: 0.001, seenMs: 80 },
  silence: { leastMs: 3000, noiseDb: -50 },
  /** A window (one picture long) is clipped when its tops are at full scale and flat. */
  clipping: { windowMs: 40, peakDb: -0.1, flatFactor: 4, joinMs: 1000 },
  interlace: { leastShare: 0.3, leastFrames: 10 },
  truncation: { toleranceMs: 500, toleranceShare: 0.001 },
  /** Needs more than 20 dB to reach -23 LUFS. */
  tooQuietLufs: -43,
  /** Left and right in windows of `windowMs`: reversed when they cancel, dead when one lacks what the other has. */
  sides: {
    windowMs: 20,
    quietDb: -60,
    reversedBelow: -0.8,
    deadDb: -60,
    deadUnderOtherDb: 30,
    leastMs: 3000,
    pauseMs: 5000,
  },
} as const

export type AnalyseRecipe = typeof analyseRecipe

/** Where things stand in the sprite: tile n shows the moment n * everyMs. */
export type SpriteGrid = {
  columns: number
  rows: number
  tileWidth: number
  tileHeight: number
  everyMs: number
}
