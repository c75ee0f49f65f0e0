import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { precacheField } from './web/field/precache.build.ts'

const serviceWorkers: Record<string, string> = {
  'field-worker': 'doi/sw.js',
  'share-worker': 'chia-se-nhan.js',
}

const sharedWithPlayer =
  /web\/ui\/(awake|days|phone-icons|small-photo|LanguagePatch|store|fold|verify\/)|server\/(storage\/canonical|packages\/(verify|folder|signature)\.rules)/

// Office machines run Chrome 109 and later.
export default defineConfig({
  root: 'web',
  plugins: [react(), precacheField()],
  // The build for browsers of today, which is smaller: phones fetch it over 2G.
  resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'chrome109',
    manifest: true,
    rolldownOptions: {
      // The offices' pages and the teams' offline player, with their service workers, which must keep their addresses.
      input: {
        app: 'web/index.html',
        field: 'web/field/index.html',
        'field-worker': 'web/field/service-worker.ts',
        // Takes what phones share with the offices' app.
        'share-worker': 'web/uploads/share/service-worker.ts',
      },
      output: {
        entryFileNames: ({ name }) => serviceWorkers[name] ?? 'assets/[name]-[hash].js',
        // What the player shares with the offices' pages is one piece: ten small ones compress worse.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'phone', test: sharedWithPlayer },
          ],
        },
      },
    },
  },
  // A worker is served offline only by the service worker in whose scope its own address lies.
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'doi/[name]-[hash].js' } } },
  server: { proxy: { '/api': 'http://127.0.0.1:4180' } },
})
