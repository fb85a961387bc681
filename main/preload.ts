import { contextBridge, ipcRenderer } from 'electron';
import type { Wire } from '../domain/rpc.ts';

let take: (frame: string) => void = () => {};
ipcRenderer.on('wire', (_event, frame: string) => take(frame));

/** The page gets a wire, never `ipcRenderer`. It lives as long as the page, so it never closes. */
const wire: Wire = {
  send: (frame) => ipcRenderer.send('wire', String(frame)),
  onFrame: (next) => {
    take = next;
  },
  onClose: () => {},
};
contextBridge.exposeInMainWorld('consoleWire', wire);
