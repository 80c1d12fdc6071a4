export function systemChromium(): string | null
export function findChromium(root: string, say: (line: string) => void): { path: string | null; problem: string | null }
