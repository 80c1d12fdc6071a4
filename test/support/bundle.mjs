import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot as root } from '../../electron/launch/setup.mjs'

/**
 * Bundles TypeScript modules with what they import into `folder`, inside the project, and loads the first: Node 20 reads no TypeScript.
 * The others lie beside it under their own names.
 */
export async function bundle(folder, ...modules) {
  const { build } = await import('vite')
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    // A bundle lies elsewhere than its sources, which find the repository by where they are.
    plugins: [
      {
        name: 'source-places',
        transform: (code, id) =>
          code.includes('import.meta.dirname') && !id.includes('node_modules')
            ? { code: code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id))), map: null }
            : null,
      },
    ],
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      minify: false,
      rollupOptions: {
        input: modules.map((module) => join(root, module)),
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
  return import(pathToFileURL(join(folder, `${basename(modules[0], '.ts')}.mjs`)).href)
}
