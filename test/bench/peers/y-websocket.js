// The server as its package ships it, with the folder of its leveldb in YPERSISTENCE.
process.env.HOST = '127.0.0.1';
await import('./node_modules/@y/websocket-server/src/server.js');
console.log(JSON.stringify({ port: Number(process.env.PORT) }));
