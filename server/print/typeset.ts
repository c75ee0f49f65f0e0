import { fileURLToPath } from 'node:url'
import pdfmake, { type DocumentDefinition } from 'pdfmake'
import type { Paper } from './paper.ts'

const font = (name: string) => fileURLToPath(new URL(`./fonts/${name}.ttf`, import.meta.url))
const fonts = {
  NotoSans: { normal: font('NotoSans-Regular'), bold: font('NotoSans-Bold') },
  LiberationSerif: {
    normal: font('LiberationSerif-Regular'),
    bold: font('LiberationSerif-Bold'),
    italics: font('LiberationSerif-Italic'),
    bolditalics: font('LiberationSerif-BoldItalic'),
  },
}
const files = new Set(Object.values(fonts).flatMap((faces) => Object.values(faces)))
const QUIET = '#5b5648'
const MM = 72 / 25.4

/** The paper as PDF; it can reach nothing but its own fonts. */
export async function typeset(paper: Paper): Promise<Buffer> {
  pdfmake.setFonts(fonts)
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => files.has(path))
  return await pdfmake.createPdf(definition(paper)).getBuffer()
}

function definition(paper: Paper): DocumentDefinition {
  const [left, top, right, bottom] = paper.marginsMm
  const { footer } = paper
  return {
    pageSize: 'A4',
    pageOrientation: paper.landscape ? 'landscape' : 'portrait',
    pageMargins: [left * MM, top * MM, right * MM, bottom * MM],
    info: { title: paper.title, creationDate: new Date(paper.issuedAt) },
    defaultStyle: {
      font: paper.font ?? 'NotoSans',
      fontSize: paper.fontSize,
      lineHeight: paper.font === 'LiberationSerif' ? 1.15 : 1.25,
    },
    images: paper.images,
    header: (page) => ({
      text: paper.pageNumbers && page > 1 ? String(page) : '',
      alignment: 'center',
      margin: [0, 8 * MM, 0, 0],
    }),
    footer: (page, pages) => {
      const filled = (text = '') => text.replace('{page}', String(page)).replace('{pages}', String(pages))
      return {
        columns: [
          { text: filled(footer?.left), width: '*' },
          { text: filled(footer?.right), width: 'auto' },
        ],
        margin: [left * MM, 8 * MM, right * MM, 0],
        fontSize: 9,
        color: QUIET,
      }
    },
    content: paper.content,
  }
}
