/** A sheet of A4 with every word chosen and placed, as plain JSON: what is left is to set it in type. */
export interface Paper {
  title: string
  /** A fixed instant of what is printed, never of the printing: the same paper is the same bytes. */
  issuedAt: string
  /** Left, top, right, bottom, mm. */
  marginsMm: readonly [number, number, number, number]
  landscape: boolean
  /** Noto Sans where none is named. */
  font?: Font
  fontSize: number
  /** Number in the middle of the top margin, from the second page on. */
  pageNumbers: boolean
  /** Both with {page} and {pages}; a paper numbered in its top margin does not count its pages here too. */
  footer: { left: string; right: string } | null
  /** JPEG as data addresses, by the name that content calls them. */
  images: Record<string, string>
  content: Content[]
}

/** Liberation Serif has the measures of Times New Roman, which signed papers are set in. */
export type Font = 'NotoSans' | 'LiberationSerif'

export interface Style {
  font?: Font
  fontSize?: number
  bold?: boolean
  italics?: boolean
  color?: string
  lineHeight?: number
  alignment?: 'left' | 'center' | 'right' | 'justify'
  /** Left, top, right, bottom, points. */
  margin?: [number, number, number, number]
  width?: '*' | 'auto' | number
  headlineLevel?: number
  pageBreak?: 'before'
  unbreakable?: boolean
  /** Of a paragraph's first line, points. */
  leadingIndent?: number
}

type CellStyle = Style & { colSpan?: number; fillColor?: string }

export interface Table {
  widths: ('*' | 'auto' | number)[]
  /** Repeated on each page. */
  headerRows?: number
  /** So many rows stay with the head on one page. */
  keepWithHeaderRows?: number
  /** No row is torn over two pages. */
  dontBreakRows?: boolean
  body: (CellStyle & Content)[][]
}

/** What we use of pdfmake's content. */
export type Content = CellStyle &
  (
    | { text: string | (string | Content)[] }
    | { columns: Content[]; columnGap?: number }
    | { stack: Content[] }
    | { table: Table; layout?: 'noBorders' | 'lightHorizontalLines' }
    | { image: string; fit: [number, number] }
    | { svg: string }
  )
