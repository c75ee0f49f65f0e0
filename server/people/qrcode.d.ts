// What we use of qrcode, which ships no types.
declare module 'qrcode' {
  interface Options {
    type: 'svg'
    errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H'
    /** Quiet zone, in modules. */
    margin: number
  }
  const qrcode: { toString(text: string, options: Options): Promise<string> }
  export default qrcode
}
