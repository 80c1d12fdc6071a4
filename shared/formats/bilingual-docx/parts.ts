import type { ExportProject } from '../bilingual.ts'
import { clean } from '../characters.ts'
import { xmlText } from '../xml/write.ts'

export const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageTypes = 'http://schemas.openxmlformats.org/package/2006'
const types = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

/**
 * The parts that do not depend on the rows, by path; `comments`: whether there is a comments part.
 * Dates are left out: the same input gives the same bytes.
 */
export function fixedParts(project: ExportProject, pageWord: string, comments: boolean): [path: string, xml: string][] {
  const override = (part: string, type: string) => `<Override PartName="${part}" ContentType="${type}"/>`
  const field = (code: string) =>
    [
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r><w:r>`,
      '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ].join('')
  const text = (value: string) => `<w:r><w:t xml:space="preserve">${xmlText(value)}</w:t></w:r>`
  const title = clean(project.name).replace(/[\t\r\n]+/g, ' ')
  const parts = ['styles', 'settings', 'header1', 'header2', 'footer1', 'footer2', ...(comments ? ['comments'] : [])]
  const typeOf = (part: string) => part.replace(/\d$/, '')
  // The first page has the title in its text, so its header is empty; Word wants a part for the first page and one for the others.
  const footer = [
    `<w:ftr ${w}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>${text(`${clean(pageWord)} `)}${field('PAGE')}${text(' / ')}`,
    `${field('NUMPAGES')}</w:p></w:ftr>`,
  ].join('')
  return [
    [
      '[Content_Types].xml',
      [
        `<Types xmlns="${packageTypes}/content-types">`,
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
        '<Default Extension="xml" ContentType="application/xml"/>',
        override('/word/document.xml', `${types}.document.main+xml`),
        parts.map((part) => override(`/word/${part}.xml`, `${types}.${typeOf(part)}+xml`)).join(''),
        override('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
        `${override('/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml')}</Types>`,
      ].join(''),
    ],
    [
      '_rels/.rels',
      [
        `<Relationships xmlns="${packageTypes}/relationships">`,
        `<Relationship Id="rId1" Type="${relationships}/officeDocument" Target="word/document.xml"/>`,
        `<Relationship Id="rId2" Type="${packageTypes}/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
        `<Relationship Id="rId3" Type="${relationships}/extended-properties" Target="docProps/app.xml"/></Relationships>`,
      ].join(''),
    ],
    [
      'word/_rels/document.xml.rels',
      [
        `<Relationships xmlns="${packageTypes}/relationships">`,
        parts.map((part) => `<Relationship Id="${part}" Type="${relationships}/${typeOf(part)}" Target="${part}.xml"/>`).join(''),
        '</Relationships>',
      ].join(''),
    ],
    [
      'docProps/core.xml',
      [
        `<cp:coreProperties xmlns:cp="${packageTypes}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">`,
        `<dc:title>${xmlText(title)}</dc:title><dc:creator>Egiz</dc:creator><dc:language>${xmlText(project.targetLanguage)}`,
        '</dc:language></cp:coreProperties>',
      ].join(''),
    ],
    [
      'docProps/app.xml',
      '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Egiz</Application></Properties>',
    ],
    [
      'word/settings.xml',
      [
        `<w:settings ${w}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>`,
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>',
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
        '</w:settings>',
      ].join(''),
    ],
    ['word/header1.xml', `<w:hdr ${w}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>${text(title)}</w:p></w:hdr>`],
    ['word/header2.xml', `<w:hdr ${w}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>`],
    ['word/footer1.xml', footer],
    ['word/footer2.xml', footer],
  ]
}
