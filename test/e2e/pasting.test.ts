import { expect, type Page } from 'playwright/test'
import { type BrowserApp, openFromHome, test, typeInRow } from '../support/browser-app.ts'
import { chipHtml, paste } from '../support/paste.ts'
import { cell, mountedRows, untilSaved } from '../support/screen.ts'

// What comes from the clipboard of other programs: only what a paragraph can hold.

async function open(egiz: BrowserApp): Promise<string> {
  const folder = await egiz.project('Pasting', ['Бірінші абзац.', 'Екінші абзац.'])
  await egiz.page.reload()
  await openFromHome(egiz.page, 'Pasting')
  return folder
}

const runs = async (page: Page) => (await mountedRows(page, 1))[0]!.target.map(({ text, style }) => [text, style])

const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><title>Not this</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-size:12.0pt} --></style></head>
<body lang=EN-US style='tab-interval:35.4pt'><!--StartFragment-->
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>The <b style='mso-bidi-font-weight:normal'><i>Aristotle</i>
of Stagira<o:p></o:p></b></p>
<p class=MsoNormal><span lang=EN-GB style='mso-ansi-language:EN-GB'>wrote H<sub>2</sub>O<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]></span></span></a></span><span
class=MsoCommentReference><span style='font-size:8.0pt'><a style='mso-comment-reference:A_1'><![if !supportAnnotations]>[A1]<![endif]></a><span style='mso-special-character:comment'>&nbsp;</span></span></span> <u>here</u><span style='mso-hide:all'> hidden</span><del cite="mailto:A">deleted</del><o:p>&nbsp;</o:p></p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>one<o:p></o:p></p></td><td><p class=MsoNormal>two</p></td></tr></table>
<!--EndFragment--></body></html>`

test('Word: lists, tables, footnote calls and hidden text', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz)
  await typeInRow(page, 1, 'Start: ')
  await paste(page, { html: word, text: 'not used' })
  expect(await runs(page)).toEqual([
    ['Start: The ', ''],
    ['Aristotle', 'bold italic'],
    [' of Stagira', 'bold'],
    [' wrote H', ''],
    ['2', 'subscript'],
    ['O[1] ', ''],
    ['here', 'underline'],
    [' one two', ''],
  ])
  await page.keyboard.press('Control+z')
  await expect(cell(page, 0, 'target')).toHaveText('Start: ')
  await page.keyboard.press('Control+Shift+z')
  await untilSaved(page)
  expect(egiz.translations(folder)[0]).toBe('Start: The Aristotle of Stagira wrote H2O[1] here one two')
})

test('LibreOffice: styles in elements, paragraphs as lines', async ({ egiz }) => {
  const { page } = egiz
  await open(egiz)
  await typeInRow(page, 1, '')
  await paste(page, {
    html: `<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 24.2 (Linux)"/><style type="text/css">p { line-height: 115% }</style></head>
<body lang="kk-KZ" link="#000080"><p style="line-height: 100%; margin-bottom: 0cm">
<font face="Liberation Serif, serif"><span style="font-weight: normal">Ол </span><b>Абай</b></font><sup>1</sup>,
<span style="font-style: italic">ақын</span></p>
<p align="justify"><span style="text-decoration: underline; font-weight: 700">еді</span><br/>
соңы</p></body></html>`,
  })
  expect(await runs(page)).toEqual([
    ['Ол ', ''],
    ['Абай', 'bold'],
    ['1', 'superscript'],
    [', ', ''],
    ['ақын', 'italic'],
    [' ', ''],
    ['еді', 'bold underline'],
    [' соңы', ''],
  ])
})

test('Google Docs: a wrapper that is no bold, weights, raised text, links without their line', async ({ egiz }) => {
  const { page } = egiz
  await open(egiz)
  await typeInRow(page, 1, '')
  const span = (style: string, text: string) =>
    `<span style="font-size:11pt;font-family:Arial,sans-serif;color:#000000;background-color:transparent;${style};white-space:pre-wrap;">${text}</span>`
  const plain = 'font-weight:400;font-style:normal;text-decoration:none;vertical-align:baseline'
  await paste(page, {
    html: `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38">${span(plain, 'Plain ')}${span('font-weight:700;font-style:normal;text-decoration:none;vertical-align:baseline', 'bold')}${span(plain, ' x')}${span('font-weight:400;font-style:normal;text-decoration:none;vertical-align:super', '2')}${span(plain, ' and ')}<a href="https://example.org" style="text-decoration:none;">${span('font-weight:400;text-decoration:underline', 'a link')}</a></p></b><br class="Apple-interchange-newline">`,
  })
  expect(await runs(page)).toEqual([
    ['Plain ', ''],
    ['bold', 'bold'],
    [' x', ''],
    ['2', 'superscript'],
    [' and a link', ''],
  ])
})

test('plain text of several lines, and a page with scripts, become one paragraph', async ({ egiz }) => {
  const { page } = egiz
  const folder = await open(egiz)
  await typeInRow(page, 1, '')
  await paste(page, { text: 'one\r\n\r\n  two\tthree\u0000 e\u0301\uFFFC' })
  await paste(page, { html: '<script>alert(1)</script><h2 onclick="x()">Title</h2><img src=x onerror="alert(2)"><p>text</p>' })
  await untilSaved(page)
  expect(egiz.translations(folder)[0]).toBe('one two three éTitle text')
})

test('rows copied without the editor keep their marks and placeholders, and bring no looks of the page along', async ({ egiz }) => {
  const { page } = egiz
  await open(egiz)
  await typeInRow(page, 1, 'Plain ')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('bold')
  await paste(page, { html: chipHtml('[1]') })
  await typeInRow(page, 2, 'second')
  await untilSaved(page)
  await page.evaluate(() => {
    ;(document.activeElement as HTMLElement).blur()
    const [from, to] = [1, 2].map((row) => document.querySelector(`[aria-rowindex="${row}"] [data-side="target"] .text`)!)
    getSelection()!.setBaseAndExtent(from!, 0, to!, to!.childNodes.length)
  })
  const copied = await page.evaluate(() => {
    const clipboardData = new DataTransfer()
    const at = getSelection()!.anchorNode!
    const target = at instanceof Element ? at : at.parentElement!
    target.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }))
    return { html: clipboardData.getData('text/html'), text: clipboardData.getData('text/plain') }
  })
  expect(copied.text).toBe('Plain bold[1]\nsecond')
  expect(copied.html).toBe(`<p>Plain <strong>bold</strong>${chipHtml('[1]')}</p><p>second</p>`)
})
