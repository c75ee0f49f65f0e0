/** The analysis as data. Any change of a figure or of the graph raises the version. */
export const analyseRecipe = {
  name: 'analyse',
  version: 1,
  fps: { num: 25, den: 1 },
  proxy: { height: 360, widest: 640, preset: 'superfast', crf: 27, keyframeEveryFrames: 50, soundKbps: 96 },
  /** Small enough to average coding noise away, large enough to see a freeze. */
  checkHeight: 180,
  thumbnails: { width: 160, columns: 10, most: 200, leastEveryMs: 1000 },
  waveform: { sampleRateHz: 8000, perSecond: 50 },
  black: { leastMs: 1000, pixel: 0.1, pictureShare: 0.98 },
  freeze: { leastMs: 3000, noise: 0.001 },
  silence: { leastMs: 3000, noiseDb: -50 },
  /** A window is clipped when its tops are at full scale and flat. */
  clipping: { windowMs: 100, peakDb: -0.1, flatFactor: 4, joinMs: 1000 },
  interlace: { leastShare: 0.3, leastFrames: 10 },
  truncation: { toleranceMs: 500, toleranceShare: 0.001 },
  /** Needs more than 20 dB to reach -23 LUFS. */
  tooQuietLufs: -43,
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
