import { build } from 'vite';

/** Builds the screens once for all browser tests, as `npm run build` does. */
export async function setup(): Promise<void> {
  await build({
    configFile: new URL('../../renderer/vite.config.ts', import.meta.url).pathname,
    logLevel: 'warn',
  });
}
