import { countUsers } from '@dust/auth';
import { getLibrarySize } from '@dust/books-core';
import type { Output } from './commands/command.ts';
import type { Services } from './services.ts';

export interface WelcomeOptions {
  readonly services: Services;
  readonly url: string;
  readonly stdout: Output;
}

/** Tells a person at a terminal where Dust listens and, when the first scan is over, what it found and what to do next. */
export function welcome({ services, url, stdout }: WelcomeOptions): void {
  const { crawler, config } = services;
  say(stdout, [`Dust listens on ${url}`]);
  void tellFirstSteps({ services, url, stdout });
  if (config.directories.length === 0) {
    say(stdout, ['No library yet. Point it at your books: DUST_DIRS=/my/books npm start']);
    return;
  }
  let isTold = false;
  crawler.on('progress', (report) => {
    if (isTold || report.status === 'running' || services.lifecycle.isStopping) return;
    isTold = true;
    void tellLibrary({ services, url, stdout }, report.files_quarantined);
  });
}

async function tellFirstSteps({ services, url, stdout }: WelcomeOptions): Promise<void> {
  const { totalUsers } = await countUsers(services.db);
  if (totalUsers > 0) return;
  say(stdout, [
    'Make the first account, which becomes the administrator:',
    `  curl ${url}/auth/register -H 'Content-Type: application/json' \\`,
    `    -d '{"email":"you@example.org","password":"at least 8 characters","display_name":"You"}'`,
  ]);
}

async function tellLibrary({ services, url, stdout }: WelcomeOptions, troubled: number): Promise<void> {
  const { books, authors } = await getLibrarySize(services.db);
  say(stdout, [
    `Found ${books} books by ${authors} authors${troubled > 0 ? `; ${troubled} files have problems` : ''}.`,
    '',
    'Your own books:  DUST_DIRS=/my/books npm start',
    `Reading apps:    ${url}/opds`,
    `The API:         ${url}/docs`,
    'Stop:            Ctrl-C',
  ]);
}

function say(output: Output, lines: readonly string[]): void {
  output.write(`\n${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n`);
}
