import { nodeEnvironment } from '../../electron/host/environment.ts'
import { ProjectFolder } from '../../electron/host/project-folder.ts'

// A process of its own, to be killed: types into a project for ever, and says on its output what was acknowledged and what it is at.

const [path = '', documentId = '', unitId = ''] = process.argv.slice(2)
const open = await ProjectFolder.open(nodeEnvironment(), path)
const { units } = await open.state()
let text = ''
for await (const unit of units(documentId)) {
  const [run] = unit.target
  if (unit.id === unitId && run?.type === 'text') text = run.text
}
process.stdout.write('ready\n')
for (let n = 0; ; n++) {
  const removed = text === '' ? [] : [{ type: 'text' as const, text }]
  text = `change ${open.head.seq + 1}`
  const splice = { at: 0, removed, inserted: [{ type: 'text' as const, text }] }
  await open.commit([{ type: 'unit.setTarget', documentId, unitId, splice }], 'writer')
  process.stdout.write(`${open.head.seq}\n`)
  if (n % 5 === 4) await open.compact()
}
