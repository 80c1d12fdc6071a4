import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { eventNames, verbs } from './shared/host/contract.ts'

const at = (path: string) => resolve(import.meta.dirname, path)

// One build, three targets: main (with the `egiz` command and the browser edition's server beside it), one sandboxed preload file, the renderer.
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      outDir: 'out/main',
      // Whole bundles, so that the command starts fast, and CommonJS, since `electron -r` loads nothing else before it is ready.
      externalizeDeps: false,
      rollupOptions: {
        input: {
          main: at('electron/main.ts'),
          'before-ready': at('electron/shell/before-ready.ts'),
          egiz: at('electron/cli/egiz.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    // The names alone: the contract's schemas would bring a parser into the sandbox, where nothing parses.
    define: { HOST_VERBS: JSON.stringify(verbs), HOST_EVENTS: JSON.stringify(eventNames) },
    build: {
      // electron-vite takes a Node version here; the sandboxed Chromium 130 of the oldest Electron we run on reads the same language.
      target: 'node20',
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: at('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      target: 'chrome130',
      minify: true,
      outDir: at('out/renderer'),
      // Everything is a file of our own origin: inlined data: URLs would need a wider content security policy.
      assetsInlineLimit: 0,
      // One file, read from the own disk: parts would gain nothing.
      chunkSizeWarningLimit: 4096,
      modulePreload: { polyfill: false },
      rollupOptions: { input: at('renderer/index.html') },
    },
  },
})
