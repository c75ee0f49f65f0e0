import type { WorkKind } from '../library.schema.ts'

/**
 * The loudspeaker chain a work goes through: one voice, voices in a programme with music under and between them, or
 * music.
 */
export const loudspeakerKindOf = {
  song: 'song',
  act: 'song',
  filler: 'song',
  ident: 'song',
  programme: 'bulletin',
  bulletin: 'bulletin',
  announcement: 'speech',
} as const satisfies Record<WorkKind, 'speech' | 'song' | 'bulletin'>
