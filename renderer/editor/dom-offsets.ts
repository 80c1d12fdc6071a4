// Between places in a cell's elements (static or live) and UTF-16 offsets in the unit's plain text, a placeholder counting 1.

const isPlaceholder = (node: Node): node is HTMLElement => node instanceof HTMLElement && node.classList.contains('placeholder')
const counts = (node: Node) => node.nodeType === Node.TEXT_NODE || isPlaceholder(node)

/** The text length a node stands for. */
function lengthOf(node: Node): number {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent!.length
  if (isPlaceholder(node)) return 1
  let length = 0
  for (const child of node.childNodes) length += lengthOf(child)
  return length
}

/** The offset of a DOM position inside `root`; null where the position is elsewhere. */
export function offsetOf(root: Node, node: Node, domOffset: number): number | null {
  if (!root.contains(node)) return null
  const chip = node instanceof Element ? node.closest('.placeholder') : node.parentElement?.closest('.placeholder')
  if (chip && root.contains(chip)) return offsetOf(root, chip.parentNode!, [...chip.parentNode!.childNodes].indexOf(chip as ChildNode))
  let offset = node.nodeType === Node.TEXT_NODE ? domOffset : 0
  if (node.nodeType !== Node.TEXT_NODE) for (const child of [...node.childNodes].slice(0, domOffset)) offset += lengthOf(child)
  for (let at: Node = node; at !== root; at = at.parentNode!) {
    for (let before = at.previousSibling; before; before = before.previousSibling) offset += lengthOf(before)
  }
  return offset
}

/** The DOM position of an offset inside `root`. */
export function positionOf(root: Node, offset: number): { node: Node; offset: number } {
  let left = offset
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    counts(node) && !(node.nodeType === Node.TEXT_NODE && node.parentElement?.closest('.placeholder'))
      ? NodeFilter.FILTER_ACCEPT
      : NodeFilter.FILTER_SKIP,
  )
  let last: Node | null = null
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = lengthOf(node)
    if (node.nodeType === Node.TEXT_NODE && left <= length) return { node, offset: left }
    if (node.nodeType !== Node.TEXT_NODE && left === 0)
      return { node: node.parentNode!, offset: [...node.parentNode!.childNodes].indexOf(node as ChildNode) }
    left -= length
    last = node
  }
  return last && last.nodeType !== Node.TEXT_NODE
    ? { node: last.parentNode!, offset: [...last.parentNode!.childNodes].indexOf(last as ChildNode) + 1 }
    : { node: root, offset: root.childNodes.length }
}
