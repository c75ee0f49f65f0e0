import type { MediaFacts, PictureFacts } from './facts.ts'
import { type Finding, finding } from './finding.ts'
import { isPair } from './sound-choice.ts'

/** What a file lacks altogether: sound alone is worth a word, a silent picture is an error. */
export function trackFindings(facts: MediaFacts): Finding[] {
  if (!facts.picture) return [finding('no_picture')]
  return facts.sound.length === 0 ? [finding('no_sound')] : []
}

/** What the tracks declare that a station should know; pure. Nothing of it hinders a look at the recording. */
export function declaredFindings(facts: MediaFacts): Finding[] {
  const { picture } = facts
  return [...(picture ? [...rate(picture), ...turned(picture), ...colour(picture)] : []), ...sound(facts)]
}

function rate({ fps }: PictureFacts): Finding[] {
  const perSecond = fps.num / fps.den
  const fits = [25, 50].some((wanted) => Math.abs(perSecond - wanted) < 0.02)
  return fits ? [] : [finding('frame_rate', { value: Math.round(perSecond * 1000) / 1000 })]
}

const turned = ({ rotation }: PictureFacts) =>
  rotation === 0 ? [] : [finding('rotated', { value: rotation })]

const highDefinitionLines = 720
// ITU-R BT.601 in its several spellings.
const standardDefinition = /^(smpte170m|bt470bg|bt470m|fcc|smpte240m)$/
const wide = /^(bt2020|smpte2084|arib-std-b67|smpte432|smpte431)/

/**
 * HDTV is ITU-R BT.709 in limited range (EBU R 103); a picture that says otherwise changes its colours on air, and one
 * that says nothing is taken for BT.709 by everybody. Standard definition that says nothing is usual.
 */
function colour({ colour: declared, width, height }: PictureFacts): Finding[] {
  if (!declared || Math.min(width, height) < highDefinitionLines) return []
  const { primaries, transfer, matrix, range } = declared
  const full = range === 'pc' ? [finding('colour_full')] : []
  if ([primaries, transfer, matrix].some((name) => name !== null && wide.test(name)))
    return [finding('colour_wide'), ...full]
  if ([primaries, matrix].some((name) => name !== null && standardDefinition.test(name)))
    return [finding('colour_odd'), ...full]
  return primaries === null && matrix === null ? [finding('colour_unknown'), ...full] : full
}

const leastSampleRateHz = 32_000

function sound(facts: MediaFacts): Finding[] {
  const [first, second, ...others] = facts.sound
  if (!first) return []
  const several = second !== undefined && (others.length > 0 || !isPair(facts))
  return [
    ...(first.sampleRateHz > 0 && first.sampleRateHz < leastSampleRateHz
      ? [finding('sample_rate', { value: first.sampleRateHz })]
      : []),
    ...(several ? [finding('several_tracks', { value: 2 + others.length })] : []),
  ]
}
