import type { UnitKind } from '../../model/records.ts'
import { directionOf } from '../../text/direction.ts'
import { xmlAttribute } from '../xml/write.ts'

/** The paragraph style of each kind: Word's own where it has one, so that a pasted row takes on the look of the reader's document. */
export const kindStyles: Readonly<Record<UnitKind, string>> = {
  heading: 'Heading2',
  body: 'BodyText',
  listItem: 'ListParagraph',
  caption: 'Caption',
  note: 'Note',
  tableRow: 'TableRow',
}

const lowered = (twips: number) => `<w:spacing w:before="${twips}"/>`
/** What brings the small row number down to the first line of its row, and keeps it on the page of what follows a heading. */
export const numberProperties: Readonly<Record<UnitKind, string>> = {
  heading: `<w:keepNext/>${lowered(176)}`,
  body: lowered(98),
  listItem: lowered(78),
  caption: `<w:keepNext/>${lowered(90)}`,
  note: lowered(54),
  tableRow: lowered(50),
}

const font = 'Times New Roman'
const eastAsian: Readonly<Record<string, string>> = { ja: 'MS Mincho', ko: 'Batang', zh: 'SimSun' }
export const muted = '767068'
export const ruleColour = 'C9C3B8'

interface ParagraphStyle {
  readonly id: string
  readonly name: string
  readonly next?: string
  readonly pPr?: string
  readonly rPr?: string
  readonly basedOn?: string
}

const spacing = (before: number, after: number, line = 264) =>
  `<w:spacing w:before="${before}" w:after="${after}" w:line="${line}" w:lineRule="auto"/>`
const size = (half: number) => `<w:sz w:val="${half}"/><w:szCs w:val="${half}"/>`
const bold = '<w:b/><w:bCs/>'
const italic = '<w:i/><w:iCs/>'
const grey = `<w:color w:val="${muted}"/>`

// Word's own styles, by the names it gives them.
const wordStyles: readonly ParagraphStyle[] = [
  { id: 'Title', name: 'Title', next: 'Subtitle', pPr: `<w:keepNext/>${spacing(0, 40, 240)}`, rPr: size(36) },
  { id: 'Subtitle', name: 'Subtitle', pPr: `<w:keepNext/>${spacing(0, 200, 240)}`, rPr: grey + size(20) },
  {
    id: 'Heading1',
    name: 'heading 1',
    next: 'BodyText',
    pPr: `<w:keepNext/><w:keepLines/>${spacing(320, 140, 240)}<w:outlineLvl w:val="0"/>`,
    rPr: bold + size(26),
  },
  {
    id: 'Heading2',
    name: 'heading 2',
    next: 'BodyText',
    pPr: `<w:keepNext/><w:keepLines/>${spacing(120, 60)}<w:outlineLvl w:val="1"/>`,
    rPr: bold + size(22),
  },
  { id: 'BodyText', name: 'Body Text', pPr: spacing(50, 50) },
  { id: 'ListParagraph', name: 'List Paragraph', pPr: `${spacing(30, 30)}<w:ind w:left="284" w:hanging="284"/>` },
  { id: 'Caption', name: 'caption', pPr: `<w:keepNext/>${spacing(60, 40)}`, rPr: italic + size(19) },
  { id: 'Header', name: 'header', pPr: `${spacing(0, 0, 240)}<w:jc w:val="right"/>`, rPr: grey + size(17) },
  { id: 'Footer', name: 'footer', pPr: `${spacing(0, 0, 240)}<w:jc w:val="center"/>`, rPr: grey + size(17) },
  { id: 'CommentText', name: 'annotation text', pPr: spacing(0, 40, 240), rPr: size(19) },
]

const ownStyles: readonly ParagraphStyle[] = [
  { id: 'Note', name: 'Note', basedOn: 'BodyText', pPr: spacing(30, 30, 252), rPr: size(18) },
  { id: 'TableRow', name: 'Table Row', basedOn: 'BodyText', pPr: spacing(20, 20, 240), rPr: size(19) },
  { id: 'RowNumber', name: 'Row Number', pPr: `${spacing(66, 0)}<w:jc w:val="right"/>`, rPr: grey + size(15) },
  { id: 'LanguageHeading', name: 'Language Heading', pPr: `<w:keepNext/>${spacing(70, 70, 240)}`, rPr: bold + size(19) },
  { id: 'TagEntry', name: 'Tag Entry', pPr: spacing(40, 40, 240), rPr: size(17) },
  { id: 'UnplacedHeading', name: 'Unplaced Heading', next: 'TagEntry', pPr: `<w:keepNext/>${spacing(240, 80, 240)}`, rPr: bold + size(20) },
]

const characterStyles: readonly { id: string; name: string; rPr: string }[] = [
  { id: 'CommentReference', name: 'annotation reference', rPr: size(16) },
  { id: 'Placeholder', name: 'Placeholder', rPr: `<w:color w:val="5D574E"/><w:shd w:val="clear" w:color="auto" w:fill="F1EEE8"/>` },
  { id: 'TagName', name: 'Tag Name', rPr: bold },
  { id: 'TagPart', name: 'Tag Part', rPr: grey },
  { id: 'TagSource', name: 'Tag Source', rPr: grey },
  { id: 'TagTarget', name: 'Tag Target', rPr: grey },
  { id: 'TagQuote', name: 'Tag Quote', rPr: italic },
  { id: 'TagNote', name: 'Tag Note', rPr: '' },
]

/** word/styles.xml */
export function stylesXml(sourceLanguage: string, targetLanguage: string): string {
  const primary = (language: string) => language.toLowerCase().split('-')[0]!
  const far = [targetLanguage, sourceLanguage].find((language) => primary(language) in eastAsian)
  const bidi = [targetLanguage, sourceLanguage].find((language) => directionOf(language) === 'rtl')
  const eastAsia = far ? ` w:eastAsia="${eastAsian[primary(far)]}"` : ''
  const lang = [
    `<w:lang w:val="${xmlAttribute(targetLanguage)}"${far ? ` w:eastAsia="${xmlAttribute(far)}"` : ''}`,
    `${bidi ? ` w:bidi="${xmlAttribute(bidi)}"` : ''}/>`,
  ].join('')
  const paragraph = ({ id, name, next, basedOn = 'Normal', pPr = '', rPr = '' }: ParagraphStyle, custom: string) =>
    [
      `<w:style w:type="paragraph"${custom} w:styleId="${id}">`,
      `<w:name w:val="${name}"/><w:basedOn w:val="${basedOn}"/>${next ? `<w:next w:val="${next}"/>` : ''}<w:qFormat/>`,
      `${pPr && `<w:pPr>${pPr}</w:pPr>`}${rPr && `<w:rPr>${rPr}</w:rPr>`}</w:style>`,
    ].join('')
  const character = ({ id, name, rPr }: { id: string; name: string; rPr: string }) =>
    [
      `<w:style w:type="character"${id === 'CommentReference' ? '' : ' w:customStyle="1"'} w:styleId="${id}">`,
      `<w:name w:val="${name}"/><w:basedOn w:val="DefaultParagraphFont"/>${rPr && `<w:rPr>${rPr}</w:rPr>`}</w:style>`,
    ].join('')
  return [
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>',
    `<w:rFonts w:ascii="${font}" w:hAnsi="${font}"${eastAsia} w:cs="${font}"/>${size(21)}${lang}</w:rPr></w:rPrDefault>`,
    '<w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>',
    '<w:qFormat/></w:style><w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">',
    '<w:name w:val="Default Paragraph Font"/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal">',
    '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>',
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>',
    '</w:tblPr></w:style><w:style w:type="table" w:customStyle="1" w:styleId="BilingualTable">',
    '<w:name w:val="Bilingual Table"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>',
    '<w:top w:val="single" w:sz="8" w:space="0" w:color="5D574E"/>',
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="5D574E"/>',
    `<w:insideH w:val="single" w:sz="4" w:space="0" w:color="${ruleColour}"/></w:tblBorders><w:tblCellMar>`,
    '<w:top w:w="28" w:type="dxa"/><w:left w:w="142" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/>',
    `<w:right w:w="142" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`,
    ...wordStyles.map((style) => paragraph(style, '')),
    ...ownStyles.map((style) => paragraph(style, ' w:customStyle="1"')),
    `${characterStyles.map(character).join('')}</w:styles>`,
  ].join('')
}
