import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';

/** Whether the disk under this console is encrypted: said where it is not, since a laptop is lost sooner or later. */
export type DiskState = 'encrypted' | 'plain' | 'unknown';

const ASK_MS = 5000;

function ask(program: string, args: string[]): Promise<string | null> {
  return new Promise((done) => {
    execFile(program, args, { timeout: ASK_MS, windowsHide: true }, (error, out) => done(error ? null : out));
  });
}

/** The chain of devices below a folder, from the file system down, says `crypt` where dm-crypt is one of them. */
async function onLinux(folder: string): Promise<DiskState> {
  const source = (await ask('findmnt', ['-n', '-o', 'SOURCE', '--target', folder]))?.trim();
  if (!source?.startsWith('/dev/')) return 'unknown';
  const types = await ask('lsblk', ['-n', '-s', '-o', 'TYPE', source.replace(/\[.*$/, '')]);
  if (types === null) return 'unknown';
  return /\bcrypt\b/.test(types) ? 'encrypted' : 'plain';
}

async function onMac(): Promise<DiskState> {
  const said = await ask('fdesetup', ['status']);
  if (said === null) return 'unknown';
  return said.includes('FileVault is On')
    ? 'encrypted'
    : said.includes('FileVault is Off')
      ? 'plain'
      : 'unknown';
}

async function onWindows(folder: string): Promise<DiskState> {
  const said = await ask('manage-bde', ['-status', folder.slice(0, 2)]);
  if (said === null) return 'unknown';
  // The tool speaks the system's language; the percentage it speaks in digits.
  return /100[.,]0\s*%/.test(said) ? 'encrypted' : /\b0[.,]0\s*%/.test(said) ? 'plain' : 'unknown';
}

/** Asks the system once; what can't be told is `unknown`, never taken for good. */
export async function diskState(folder: string, platform: string = process.platform): Promise<DiskState> {
  const path = realpathSync(folder);
  if (platform === 'linux') return onLinux(path);
  if (platform === 'darwin') return onMac();
  return platform === 'win32' ? onWindows(path) : 'unknown';
}
