import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const renderer = resolve(import.meta.dirname, '../../renderer');
const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' });
const text = (file: string) => readFileSync(join(renderer, file), 'utf8');

/** Classes that a style sheet's selectors name. */
function classesOf(css: string): Set<string> {
  const selectors = css.replace(/\/\*.*?\*\/|:global\([^)]*\)|:[^;{}]*;/gs, '');
  return new Set([...selectors.matchAll(/\.([A-Za-z_][\w-]*)/g)].map((match) => match[1]!));
}

interface Use {
  from: string;
  sheet: string;
  /** Null where the name is only known when the screen runs. */
  name: string | null;
}

const uses: Use[] = files
  .filter((file) => file.endsWith('.tsx'))
  .flatMap((from) => {
    const code = text(from);
    return [...code.matchAll(/import (\w+) from '([^']+\.module\.css)'/g)].flatMap(([, local, path]) => {
      const sheet = relative(renderer, resolve(renderer, dirname(from), path!));
      const named = [...code.matchAll(new RegExp(`(?<![\\w./-])${local}(?:\\.(\\w+)|\\[)`, 'g'))];
      return named.map((match): Use => ({ from, sheet, name: match[1] ?? null }));
    });
  });

// A module's classes have no types: a name that its sheet lacks would leave the screen without that style, unsaid.
test('every class that a screen names stands in its style sheet', () => {
  const sheets = new Map(uses.map(({ sheet }) => [sheet, classesOf(text(sheet))]));
  const missing = uses.filter(({ sheet, name }) => name !== null && !sheets.get(sheet)!.has(name));
  expect(missing).toEqual([]);
  expect(uses.length).toBeGreaterThan(1000);
});

test('every class of a style sheet is named by a screen', () => {
  const unused = files
    .filter((file) => file.endsWith('.module.css'))
    .flatMap((sheet) => {
      const own = uses.filter((use) => use.sheet === sheet);
      if (own.some(({ name }) => name === null)) return [];
      const named = new Set(own.map(({ name }) => name));
      return [...classesOf(text(sheet))]
        .filter((name) => !named.has(name))
        .map((name) => `${sheet}: ${name}`);
    });
  expect(unused).toEqual([]);
});
