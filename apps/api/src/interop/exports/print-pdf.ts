import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Refusal } from '../../platform/errors/refusal';
import { noChromium, pdfFailed } from '../interop.refusals';

const longestMs = 40_000;

/** One at a time: a browser is heavier than anything else that Torv does. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Prints a page as a tagged PDF, by a browser of its own that has a profile for this once and reaches no
 * network. The page's own policy lets it run nothing.
 *
 * @param chromium where the browser is; null: there is none
 * @param html a page that stands by itself
 * @throws Refusal INTEROP.NO_CHROMIUM, INTEROP.PDF_FAILED
 */
export function printPdf(chromium: string | null, html: string): Promise<Buffer> {
  if (chromium === null) return Promise.reject(new Refusal(noChromium));
  const mine = turn.then(() => print(chromium, html));
  turn = mine.catch(() => undefined);
  return mine;
}

async function print(chromium: string, html: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'torv-pdf-'));
  try {
    const [page, pdf] = [join(folder, 'page.html'), join(folder, 'page.pdf')];
    await writeFile(page, html);
    await run(chromium, [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-extensions',
      '--proxy-server=127.0.0.1:9',
      `--user-data-dir=${join(folder, 'profile')}`,
      '--no-pdf-header-footer',
      '--export-tagged-pdf',
      '--generate-pdf-document-outline',
      `--print-to-pdf=${pdf}`,
      pathToFileURL(page).href,
    ]);
    return await readFile(pdf);
  } catch {
    throw new Refusal(pdfFailed, [], 10);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function run(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    // A group of its own: its helpers end with it.
    const child = spawn(command, args, {
      stdio: 'ignore',
      detached: true,
      env: { PATH: process.env['PATH'], HOME: tmpdir() },
    });
    const end = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    const late = setTimeout(end, longestMs);
    const settle = (error: Error | null) => {
      clearTimeout(late);
      end();
      if (error) reject(error);
      else resolve();
    };
    child.once('error', settle);
    child.once('exit', (code) => settle(code === 0 ? null : new Error(`The browser ended with ${code}.`)));
  });
}
