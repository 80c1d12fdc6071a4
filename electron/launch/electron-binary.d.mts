export function findElectron(root: string, env?: Readonly<Record<string, string | undefined>>): string | null
export function electronProblem(path: string): string | null
export function downloadElectron(root: string, say: (line: string) => void): Promise<string | null>
export function sandboxState(electron: string): 'works' | 'none' | 'blocked'
