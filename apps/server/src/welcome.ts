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
  stdout.write(`\n  Dust listens on ${url}\n\n`);
  if (config.directories.length === 0) {
    stdout.write('  No library yet. Point it at your books: DUST_DIRS=/my/books npm start\n\n');
    return;
  }
  let isTold = false;
  crawler.on('progress', (report) => {
    if (isTold || report.status === 'running') return;
    isTold = true;
    void tellLibrary({ services, url, stdout }, report.files_quarantined);
  });
}

async function tellLibrary({ services, url, stdout }: WelcomeOptions, troubled: number): Promise<void> {
  const { db } = services;
  const [{ books, authors }, { totalUsers }] = await Promise.all([getLibrarySize(db), countUsers(db)]);
  const lines = [
    `Found ${books} books by ${authors} authors${troubled > 0 ? `; ${troubled} files have problems` : ''}.`,
  ];
  if (totalUsers === 0) {
    lines.push(
      '',
      'Make the first account, which becomes the administrator:',
      `  curl ${url}/auth/register -H 'Content-Type: application/json' \\`,
      `    -d '{"email":"you@example.org","password":"at least 8 characters","display_name":"You"}'`,
    );
  }
  lines.push(
    '',
    'Your own books:  DUST_DIRS=/my/books npm start',
    `The API:         ${url}/docs`,
    'Stop:            Ctrl-C',
  );
  stdout.write(`\n${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n\n`);
}
