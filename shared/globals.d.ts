// What both Node and every browser context offer beyond ECMAScript itself, and nothing more: shared code sees no DOM and no Node.
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  readonly encoding: string
  decode(input?: Uint8Array, options?: { stream?: boolean }): string
}
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>
}
declare const crypto: { getRandomValues<T extends Uint8Array>(array: T): T }
