import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';
import { variables } from './schema.ts';

const surroundings = { cwd: '/srv', isTerminal: false };

test('without any setting the defaults hold', () => {
  expect(readConfig({}, surroundings)).toEqual({
    port: 4001,
    host: '0.0.0.0',
    dataDir: '/srv/data',
    databaseFile: '/srv/data/dust.db',
    directories: [],
    jwtSecret: null,
    scanIntervalMinutes: 60,
    cleanupIntervalMinutes: 60,
    isWatching: true,
    externalMetadata: 'isbn',
    googleBooksKey: null,
    publicUrl: null,
    webDir: null,
    corsOrigins: null,
    trustProxy: false,
    adminEmail: null,
    bcryptCost: 12,
    logLevel: 'info',
    logFormat: 'json',
    metrics: 'loopback',
    metricsToken: null,
    kosync: { isOn: true, canRegister: false },
    missingLimit: { share: 0.2, count: 10 },
    pageCacheBytes: 536_870_912,
    limits: { signIns: 10, failures: 100, registrations: 100, streams: 10 },
  });
});

test('each rate limit is set by its own variable, and 0 is a limit too', () => {
  const settings = {
    DUST_LIMIT_SIGN_INS: '3',
    DUST_LIMIT_FAILURES: '0',
    DUST_LIMIT_REGISTRATIONS: '5',
    DUST_LIMIT_STREAMS: '7',
  };
  expect(readConfig(settings, surroundings).limits).toEqual({
    signIns: 3,
    failures: 0,
    registrations: 5,
    streams: 7,
  });
});

test('KOReader may be kept out altogether, or let in to create accounts', () => {
  expect(readConfig({ DUST_KOSYNC: 'false' }, surroundings).kosync).toEqual({
    isOn: false,
    canRegister: false,
  });
  expect(readConfig({ DUST_KOSYNC_REGISTRATION: '1' }, surroundings).kosync).toEqual({
    isOn: true,
    canRegister: true,
  });
  for (const name of ['DUST_KOSYNC', 'DUST_KOSYNC_REGISTRATION']) {
    expect(() => readConfig({ [name]: 'yes' }, surroundings)).toThrow(`${name} must be true or false`);
  }
});

test.each([
  ['/a,/b', ['/a', '/b']],
  [' /my books , ,/b:/c', ['/my books', '/b', '/c']],
  ['books', ['/srv/books']],
  [' , ', []],
])('DUST_DIRS %j names the directories %j', (text, directories) => {
  expect(readConfig({ DUST_DIRS: text }, surroundings).directories).toEqual(directories);
});

test('the older name "dirs" is read, and DUST_DIRS wins over it', () => {
  expect(readConfig({ dirs: '/old' }, surroundings).directories).toEqual(['/old']);
  expect(readConfig({ dirs: '/old', DUST_DIRS: '/new' }, surroundings).directories).toEqual(['/new']);
});

test('every problem is told in one message', () => {
  const wrong = { PORT: 'x', BCRYPT_COST: '20', JWT_SECRET: '  ', LOG_LEVEL: 'loud' };
  expect(() => readConfig(wrong, surroundings)).toThrow(ConfigError);
  expect(() => readConfig(wrong, surroundings)).toThrow(
    [
      'Invalid settings:',
      '  - PORT must be a port, 0 to 65535',
      '  - JWT_SECRET must be a secret that is not blank',
      '  - BCRYPT_COST must be 10 to 14',
      '  - LOG_LEVEL must be a pino level',
    ].join('\n'),
  );
});

test.each([
  ['PORT', '70000'],
  ['DATABASE_URL', 'postgres://localhost/dust'],
  ['DUST_PUBLIC_URL', 'ftp://x'],
  ['DUST_MISSING_LIMIT', '200%'],
  ['DUST_PAGE_CACHE_MB', '1 GB'],
  ['DUST_LIMIT_SIGN_INS', '-1'],
  ['DUST_LIMIT_FAILURES', 'many'],
  ['DUST_LIMIT_REGISTRATIONS', '1.5'],
  ['DUST_LIMIT_STREAMS', '1e3'],
])('%s refuses %s', (name, value) => {
  expect(() => readConfig({ [name]: value }, surroundings)).toThrow(name);
});

test('empty variables count as absent, and other variables are none of our business', () => {
  expect(readConfig({ PORT: '', DUST_WEB_DIR: ' ', PATH: '/bin' }, surroundings)).toMatchObject({
    port: 4001,
    webDir: null,
  });
});

test('the example file lists every variable, and nothing else', () => {
  const example = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8');
  const names = [...example.matchAll(/^#? ?(\w+)=/gm)].map(([, name]) => name);
  expect(names.toSorted()).toEqual(
    Object.keys(variables)
      .filter((name) => name !== 'dirs')
      .toSorted(),
  );
});
