import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import renderer from './renderer/vite.config.ts';

const from = (path: string) => resolve(import.meta.dirname, path);

// The desktop program: main and preload from main/, the page as `npm run build` makes it.
export default defineConfig({
  main: {
    build: {
      outDir: from('out/main'),
      rollupOptions: { input: { electron: from('main/electron.ts') } },
    },
  },
  preload: {
    build: {
      outDir: from('out/preload'),
      // A preload script in the sandbox can't be a module.
      rollupOptions: {
        input: { preload: from('main/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    ...renderer,
    build: {
      ...renderer.build,
      outDir: from('out/renderer'),
      rollupOptions: { input: from('renderer/index.html') },
    },
  },
});
