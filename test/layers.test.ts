import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Which rooms a room may import from (DESIGN.md, Layout: imports point one way). */
const allowed: Record<string, { rooms: string[]; packages: RegExp }> = {
  domain: { rooms: ['domain'], packages: /^zod$/ },
  command: { rooms: ['command'], packages: /^node:/ },
  city: { rooms: ['city', 'command', 'domain'], packages: /./ },
  replica: { rooms: ['replica', 'domain'], packages: /./ },
  main: { rooms: ['main', 'replica', 'domain', 'command'], packages: /./ },
  'sync-server': { rooms: ['sync-server', 'replica', 'domain', 'command'], packages: /./ },
  renderer: { rooms: ['renderer', 'domain'], packages: /^(?!node:|electron|better-sqlite3|ws$|fastify)/ },
};

function* sources(folder: string): Generator<string> {
  if (!existsSync(folder)) return;
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    if (item.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(item.name)) yield path;
  }
}

/** Every import of a file: what it names, and whether it is for types alone. */
function importsOf(text: string): { from: string; typeOnly: boolean }[] {
  const found = [];
  for (const match of text.matchAll(/^\s*(import|export)\s+(type\s+)?[^;'"]*?from\s+['"]([^'"]+)['"]/gm))
    found.push({ from: match[3]!, typeOnly: match[2] !== undefined });
  for (const match of text.matchAll(/^\s*import\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm))
    found.push({ from: (match[1] ?? match[2])!, typeOnly: false });
  return found;
}

for (const [room, rule] of Object.entries(allowed)) {
  test(`${room} imports only what stands below it`, () => {
    const wrong: string[] = [];
    for (const file of sources(join(root, room))) {
      for (const { from, typeOnly } of importsOf(readFileSync(file, 'utf8'))) {
        if (!from.startsWith('.')) {
          if (!rule.packages.test(from)) wrong.push(`${relative(root, file)}: ${from}`);
          const shell = /^(electron|preload)\.ts$/.test(relative(join(root, 'main'), file));
          if (from === 'electron' && !typeOnly && !shell)
            wrong.push(`${relative(root, file)}: electron at run time`);
          continue;
        }
        const target = relative(root, resolve(dirname(file), from)).split('/')[0]!;
        if (!rule.rooms.includes(target)) wrong.push(`${relative(root, file)}: ${from}`);
      }
    }
    expect(wrong).toEqual([]);
  });
}

test('domain has no clock, no chance and no I/O of its own', () => {
  const wrong: string[] = [];
  let files = 0;
  for (const file of sources(join(root, 'domain'))) {
    files++;
    const text = readFileSync(file, 'utf8');
    for (const bad of ['Date.now(', 'new Date()', 'Math.random(', 'process.', 'fetch(', 'localStorage'])
      if (text.includes(bad)) wrong.push(`${relative(root, file)}: ${bad}`);
  }
  expect(files).toBeGreaterThan(5);
  expect(wrong).toEqual([]);
});
