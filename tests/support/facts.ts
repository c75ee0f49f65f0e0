import type { MediaFacts, PictureFacts, SoundFacts } from '../../media/facts.ts'

export const aPicture = (over: Partial<PictureFacts> = {}): PictureFacts => ({
  index: 0,
  codec: 'h264',
  profile: 'High',
  width: 1920,
  height: 1080,
  sampleAspect: { num: 1, den: 1 },
  fps: { num: 25, den: 1 },
  fieldOrder: 'progressive',
  pixelFormat: 'yuv420p',
  rotation: 0,
  durationMs: 60_000,
  bitRate: 8_000_000,
  ...over,
})
export const aTrack = (over: Partial<SoundFacts> = {}): SoundFacts => ({
  index: 1,
  codec: 'aac',
  channels: 2,
  layout: 'stereo',
  sampleRateHz: 48_000,
  language: null,
  durationMs: 60_000,
  ...over,
})
export const someFacts = (over: Partial<MediaFacts> = {}): MediaFacts => ({
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  durationMs: 60_000,
  startMs: 0,
  sizeBytes: 1,
  bitRate: null,
  picture: aPicture(),
  sound: [aTrack()],
  ...over,
})
