import { mkdirSync } from 'node:fs';
import { command, defaultData, numeric, onStop } from '../../command/command.ts';
import { startServer } from '../server.ts';

const usage = `npm run sync-server -- [--data DIR] [--host 127.0.0.1] [--port 7411] [--demo]

The office server: rooms for consoles, intake of operators' feeds, the office's receipts. The first line on standard
output says where it listens, once it can serve. SIGTERM ends it cleanly.`;

await command(
  {
    usage,
    options: {
      data: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '7411' },
      demo: { type: 'boolean', default: false },
      log: { type: 'string', default: 'info' },
    },
  },
  async (args) => {
    const folder = args.values.data ?? defaultData('office');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const port = numeric(args, 'port', { min: 0, max: 65535, otherwise: 7411 });
    const server = await startServer({
      folder,
      host: args.values.host,
      port,
      demo: args.values.demo,
      level: args.values.log,
    });
    const sync = `${server.url.replace(/^http/, 'ws')}/sync`;
    process.stdout.write(`${JSON.stringify({ event: 'listening', url: server.url, sync })}\n`);
    await new Promise<void>((resolve) => onStop(resolve));
    await server.close();
  },
);
