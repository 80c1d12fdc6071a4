/**
 * react-aria puts a style element into the head unless an element of this id is there already; the content security policy would refuse
 * it and report a violation. The rule itself stands in base.css. Call before anything is rendered.
 */
export function keepReactAriaFromStyling(document: Document): void {
  const id = 'react-aria-pressable-style'
  if (document.getElementById(id)) return
  const stand = document.createElement('meta')
  stand.id = id
  document.head.append(stand)
}
