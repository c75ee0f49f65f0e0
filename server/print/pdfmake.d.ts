declare module 'pdfmake' {
  import type { Content, Style } from './paper.ts'

  /** What we use of its documents; it has no types of its own. */
  export interface DocumentDefinition {
    pageSize: 'A4'
    pageOrientation: 'portrait' | 'landscape'
    pageMargins: [number, number, number, number]
    info: { title: string; creationDate: Date }
    defaultStyle: Style
    images: Record<string, string>
    header(page: number): Content
    footer(page: number, pages: number): Content
    content: Content[]
  }
  const pdfmake: {
    setFonts(fonts: Record<string, { normal: string; bold: string }>): void
    setUrlAccessPolicy(allowed: (url: string) => boolean): void
    setLocalAccessPolicy(allowed: (path: string) => boolean): void
    createPdf(definition: DocumentDefinition): { getBuffer(): Promise<Buffer> }
  }
  export default pdfmake
}
