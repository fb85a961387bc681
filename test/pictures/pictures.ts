import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { command, UsageError } from '../../command/command.ts';
import { setup } from '../browser/build.ts';
import { startStand } from '../browser/stand.ts';
import { smaller } from './png.ts';
import { type Screen, screens } from './screens.ts';

const usage = `npm run pictures -- [NAME…] [--out docs]

Builds the screens and takes the pictures that the README shows, all or those named, from fixtures: DIR/NAME-WIDTH.png.`;

/** What a page may weigh in the repository. */
const MOST_BYTES = 300_000;

await command(
  {
    usage,
    options: { out: { type: 'string', default: resolve(import.meta.dirname, '../../docs') } },
    positionals: true,
  },
  async ({ values, positionals }) => {
    const unknown = positionals.find((name) => !screens.some((screen) => screen.name === name));
    if (unknown !== undefined) throw new UsageError(`no picture is called ${unknown}`);
    const wanted = screens.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
    await setup();
    mkdirSync(values.out, { recursive: true });
    const stand = await startStand();
    try {
      for (const screen of wanted)
        for (const size of screen.sizes) {
          const png = smaller(await picture(stand, screen, size));
          writeFileSync(join(values.out, `${screen.name}-${size[0]}.png`), png);
          const heavy = png.length > MOST_BYTES ? `, more than ${MOST_BYTES}` : '';
          process.stdout.write(`${screen.name}-${size[0]}.png ${png.length} bytes${heavy}\n`);
        }
    } finally {
      await stand.close();
    }
  },
);

async function picture(
  stand: Awaited<ReturnType<typeof startStand>>,
  { route, answers = {}, search = '', first }: Screen,
  size: [number, number],
): Promise<Buffer> {
  const { page } = await stand.open(route, { size, answers, search });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.locator('main').first().waitFor();
  await first?.(page);
  // Charts paint a frame or two after their data.
  await page.waitForTimeout(500);
  const png = await page.screenshot({ animations: 'disabled' });
  await page.close();
  return png;
}
