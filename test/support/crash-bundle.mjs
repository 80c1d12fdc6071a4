import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot as root } from '../../electron/launch/setup.mjs'

/** Bundles a TypeScript module with what it imports into `folder`, inside the project, and loads it: Node 20 reads no TypeScript. */
export async function bundle(module, folder) {
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
      rollupOptions: { input: join(root, module), output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  })
  return import(pathToFileURL(join(folder, `${basename(module, '.ts')}.mjs`)).href)
}
