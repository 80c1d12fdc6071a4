/**
 * Does something once a dialog that closes now has given the focus back, a frame from here: what opens earlier would give it back, in
 * its turn, to what is no longer there.
 */
export function whenFocusIsBack(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(then))
}
