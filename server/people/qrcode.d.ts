/** What we use of qrcode, which has no types of its own. */
declare module 'qrcode' {
  interface Look {
    errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H'
    /** Quiet zone, in modules. */
    margin: number
  }
  const qrcode: {
    toString(text: string, options: Look & { type: 'svg' }): Promise<string>
    /** A PNG. */
    toBuffer(text: string, options: Look): Promise<Buffer>
  }
  export default qrcode
}
