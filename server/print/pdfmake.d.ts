declare module 'pdfmake' {
  import type { Content, Font, Style } from './paper.ts'

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
  type Faces = Record<'normal' | 'bold', string> & Partial<Record<'italics' | 'bolditalics', string>>
  const pdfmake: {
    setFonts(fonts: Record<Font, Faces>): void
    setUrlAccessPolicy(allowed: (url: string) => boolean): void
    setLocalAccessPolicy(allowed: (path: string) => boolean): void
    createPdf(definition: DocumentDefinition): { getBuffer(): Promise<Buffer> }
  }
  export default pdfmake
}
