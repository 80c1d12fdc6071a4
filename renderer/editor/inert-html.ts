/** Elements whose content is no text of a page: it goes with them. */
const dropped = new Set([
  'script',
  'style',
  'title',
  'textarea',
  'noscript',
  'template',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'svg',
  'math',
])

/** The attributes that say something about text, and under which names they stay. */
const kept = new Map(['class', 'hidden', 'href', 'data-kind', 'data-value'].map((name) => [name, name]))
// A document that is only read must not have styles either: the page's content security policy would refuse and report each.
kept.set('style', 'data-style')

/**
 * HTML from anywhere as HTML that does nothing when it is parsed: no scripts, styles, comments, and no attributes but the few that matter,
 * `style` as `data-style`. In time that grows with its length.
 */
export function inertHtml(html: string): string {
  let result = ''
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) return result + html.slice(at)
    result += html.slice(at, open)
    at = afterTag(html, open)
    if (at < 0) return result
    const [, slash, name] = /^<(\/?)([a-z][^\s/>]*)/i.exec(html.slice(open, Math.min(at, open + 80))) ?? []
    if (name === undefined) {
      // A comment or a declaration; or a sign that opens no tag.
      if (!/^<[!?/]/.test(html.slice(open, open + 2))) {
        result += '&lt;'
        at = open + 1
      }
      continue
    }
    if (dropped.has(name.toLowerCase())) {
      if (!slash) at = afterElement(html, name.toLowerCase(), at)
      continue
    }
    // A name that no element of a page has says nothing of the text in it.
    if (!/^[a-z][a-z0-9:-]*$/i.test(name)) continue
    result += slash ? `</${name}>` : `<${name}${attributesIn(html.slice(open + 1 + name.length, at - 1))}>`
  }
  return result
}

/** The attributes that stay, as they are written in a tag. */
function attributesIn(text: string): string {
  let result = ''
  for (const [, name = '', double, single, bare] of text.matchAll(/([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]*)))?/gu)) {
    const as = kept.get(name.toLowerCase())
    if (as) result += ` ${as}="${(double ?? single ?? bare ?? '').replaceAll('"', '&quot;')}"`
  }
  return result
}

/** Where the tag or comment ends that begins at an offset; -1 where it does not. */
function afterTag(html: string, open: number): number {
  if (html.startsWith('<!--', open)) return past(html, '-->', open + 4)
  for (let at = open + 1; at < html.length; at++) {
    if (html[at] === '>') return at + 1
    if (html[at] !== '=') continue
    while (/\s/.test(html[at + 1] ?? '')) at++
    const quote = html[at + 1]
    if (quote !== '"' && quote !== "'") continue
    at = html.indexOf(quote, at + 2)
    if (at < 0) return -1
  }
  return -1
}

/** Where an element ends whose content is dropped; it may hold others of its kind, which is not looked at. */
function afterElement(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}[\\s/>]`, 'gi')
  end.lastIndex = from
  const found = end.exec(html)
  const after = found ? html.indexOf('>', found.index) + 1 : 0
  return after > 0 ? after : html.length
}

function past(html: string, sign: string, from: number): number {
  const found = html.indexOf(sign, from)
  return found < 0 ? -1 : found + sign.length
}
