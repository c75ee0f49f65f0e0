import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { precacheField } from './web/field/precache.build.ts'

// Office machines run Chrome 109 and later.
export default defineConfig({
  root: 'web',
  plugins: [react(), precacheField()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'chrome109',
    manifest: true,
    rolldownOptions: {
      // The offices' pages, and the teams' offline player with its service worker, which must keep its address.
      input: {
        app: 'web/index.html',
        field: 'web/field/index.html',
        'field-worker': 'web/field/service-worker.ts',
      },
      output: {
        entryFileNames: ({ name }) => (name === 'field-worker' ? 'doi/sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  // A worker is served offline only by the service worker in whose scope its own address lies.
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'doi/[name]-[hash].js' } } },
  server: { proxy: { '/api': 'http://127.0.0.1:4180' } },
})
