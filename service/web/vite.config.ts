import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// The service serves what is built here at /static; `npm run dev` asks a service at its usual port for data.
export default defineConfig({
  base: '/static/',
  plugins: [svelte()],
  build: {
    outDir: '../static',
    emptyOutDir: true,
    manifest: 'manifest.json',
    license: { fileName: 'third-party-licences.md' },
    target: 'es2022',
    // An inlined asset would be a data: address, which the content policy refuses.
    assetsInlineLimit: 0,
    rollupOptions: { input: ['src/main.ts', 'src/sparql/main.ts'] },
  },
  server: { proxy: { '^/(api|sparql|assets|questions|organisation|activity|source)': 'http://127.0.0.1:8000' } },
  test: { include: ['src/**/*.spec.ts'], environment: 'node' },
} as Parameters<typeof defineConfig>[0]);
