// The oldest Node that the toolchain runs on (vite and electron-vite need 20.19).
export const OLDEST_NODE = [20, 19]

/**
 * Why this Node cannot run Egiz, or null when it can.
 * @param {string} version as `process.versions.node` has it
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = OLDEST_NODE
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return null
  return `Egiz needs Node ${OLDEST_NODE.join('.')} or newer; this is Node ${version}. Install a newer Node from https://nodejs.org and start again.`
}
