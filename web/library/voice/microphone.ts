import { listen } from '../../ui/listen.ts'
import worklet from './hearing.worklet.ts?worker&url'

/** Why nothing can be heard: each has words of its own. */
export type Deafness = 'insecure' | 'unsupported' | 'refused' | 'missing' | 'busy' | 'lost' | 'full'

export class DeafError extends Error {
  readonly why: Deafness
  constructor(why: Deafness) {
    super(why)
    this.name = 'DeafError'
    this.why = why
  }
}

export interface Microphone {
  /** Samples a second. */
  rate: number
  label: string
  /** A headset over Bluetooth hands on a telephone's voice. */
  narrow: boolean
  close(): void
}

/** Opens the microphone as it is: what a browser does to a voice cannot be undone afterwards. Fails with a DeafError. */
export async function openMicrophone(
  hear: (samples: Float32Array) => void,
  onLost: () => void,
  /** Samples a second, where a recording goes on that has begun with them. */
  sampleRate?: number,
): Promise<Microphone> {
  if (!window.isSecureContext) throw new DeafError('insecure')
  if (!navigator.mediaDevices?.getUserMedia || typeof AudioWorkletNode === 'undefined')
    throw new DeafError('unsupported')
  const stream = await ask()
  const context = new AudioContext({ latencyHint: 'balanced', ...(sampleRate ? { sampleRate } : {}) })
  const track = stream.getAudioTracks()[0]
  let stop = () => {}
  const close = () => {
    stop()
    for (const each of stream.getTracks()) each.stop()
    void context.close().catch(() => undefined)
  }
  try {
    await context.audioWorklet.addModule(worklet)
    await context.resume()
    const node = new AudioWorkletNode(context, 'hearing', {
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: 'explicit',
    })
    node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => hear(data)
    context.createMediaStreamSource(stream).connect(node)
  } catch (error) {
    close()
    throw error
  }
  // Pulled out, taken by another program, or silenced by a call: the page hears of it at once.
  const unheard = track && listen(track, { ended: onLost, mute: onLost })
  const interrupted = listen(context, { statechange: () => context.state !== 'running' && onLost() })
  stop = () => {
    unheard?.()
    interrupted()
  }
  const rate = track?.getSettings().sampleRate ?? context.sampleRate
  return { rate: context.sampleRate, label: track?.label ?? '', narrow: rate < 32_000, close }
}

async function ask(): Promise<MediaStream> {
  const asIs = { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 }
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: asIs })
  } catch (error) {
    const name = error instanceof DOMException ? error.name : ''
    if (name === 'NotAllowedError' || name === 'SecurityError') throw new DeafError('refused')
    if (name === 'NotFoundError' || name === 'OverconstrainedError') throw new DeafError('missing')
    if (name === 'NotReadableError' || name === 'AbortError') throw new DeafError('busy')
    throw error
  }
}
