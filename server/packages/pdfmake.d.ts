declare module 'pdfmake' {
  /** What we use of its documents; it has no types of its own. */
  interface Style {
    font?: string
    fontSize?: number
    bold?: boolean
    color?: string
    lineHeight?: number
    alignment?: 'left' | 'center' | 'right'
    margin?: [number, number, number, number]
    width?: '*' | 'auto'
    headlineLevel?: number
  }
  export type Content = Style & ({ text: string | (string | Content)[] } | { columns: Content[] })
  export interface DocumentDefinition {
    pageSize: 'A4'
    pageMargins: [number, number, number, number]
    info: { title: string; creationDate: Date }
    defaultStyle: Style
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
