import { SQLite } from '@hocuspocus/extension-sqlite';
import { Server } from '@hocuspocus/server';

// Its own defaults: documents are stored two seconds after the last change, ten at most.
const server = new Server({
  port: Number(process.env.PORT),
  address: '127.0.0.1',
  quiet: true,
  extensions: [new SQLite({ database: `${process.env.DATA}/hocuspocus.sqlite` })],
});
await server.listen();
console.log(JSON.stringify({ port: server.address.port }));
