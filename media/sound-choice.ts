import type { MediaFacts } from './facts.ts'

export type ChosenSound = {
  /** Filter text from the input to one stream, without its closing label: `[0:1]` or `[0:1][0:2]join=…,`. */
  source: string
  /** Channels after the choice; 1 is read as dual mono, for house sound is stereo. */
  channels: number
}

/** Whether the first two tracks are left and right, as cameras and MXF store them; in two languages they are no pair. Pure. */
export function isPair({ sound: [first, second] }: Pick<MediaFacts, 'sound'>): boolean {
  return first?.channels === 1 && second?.channels === 1 && first.language === second.language
}

/** Which of a recording's sound tracks is the programme; pure. Undefined when there is no sound. */
export function chooseSound(facts: MediaFacts): ChosenSound | undefined {
  const [first, second] = facts.sound
  if (!first) return undefined
  if (second && isPair(facts)) {
    return {
      source: `[0:${first.index}][0:${second.index}]join=inputs=2:channel_layout=stereo,`,
      channels: 2,
    }
  }
  // A camera that looks all around: its first channel is what a microphone in the middle hears.
  if (first.layout?.startsWith('ambisonic')) {
    return { source: `[0:${first.index}]pan=mono|c0=c0,`, channels: 1 }
  }
  // Without a layout nobody knows what the others carry: the first two are left and right by custom.
  if (first.channels > 2 && !first.layout) {
    return { source: `[0:${first.index}]pan=stereo|c0=c0|c1=c1,`, channels: 2 }
  }
  return { source: `[0:${first.index}]`, channels: first.channels }
}

/** One filter that makes stereo of the chosen sound without changing how loud it reads. */
export function toStereo({ channels }: ChosenSound): string {
  return channels === 1 ? 'pan=stereo|c0=c0|c1=c0' : 'aformat=channel_layouts=stereo'
}
