// Runs beside the page, on the thread that hears: what the microphone gives is handed on a tenth of a second at a time.

declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare const sampleRate: number
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

class Hearing extends AudioWorkletProcessor {
  #piece = new Float32Array(Math.round(sampleRate / 10))
  #filled = 0

  process(inputs: Float32Array[][]): boolean {
    const heard = inputs[0]?.[0]
    for (let taken = 0; heard && taken < heard.length; ) {
      const more = heard.subarray(taken, taken + this.#piece.length - this.#filled)
      this.#piece.set(more, this.#filled)
      this.#filled += more.length
      taken += more.length
      if (this.#filled < this.#piece.length) continue
      this.port.postMessage(this.#piece, [this.#piece.buffer])
      this.#piece = new Float32Array(Math.round(sampleRate / 10))
      this.#filled = 0
    }
    return true
  }
}

registerProcessor('hearing', Hearing)

export {}
