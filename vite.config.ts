import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Office machines run Chrome 109 and later.
export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'chrome109', manifest: true },
  server: { proxy: { '/api': 'http://127.0.0.1:4180' } },
})
