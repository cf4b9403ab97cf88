import { delimiter, resolve } from 'node:path';
import { parseMissingLimit, type MissingLimit } from '@dust/crawler';
import { databasePath } from '@dust/db';
import { variables, type Environment } from './schema.ts';

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Path of the SQLite file, or `:memory:`. */
  readonly databaseFile: string;
  /** Absolute paths of the library directories. */
  readonly directories: readonly string[];
  /** Null: made at the first start and kept in the data directory. */
  readonly jwtSecret: string | null;
  readonly scanIntervalMinutes: number;
  readonly cleanupIntervalMinutes: number;
  readonly isWatching: boolean;
  readonly externalMetadata: 'off' | 'isbn' | 'all';
  readonly googleBooksKey: string | null;
  /** Without a trailing slash. */
  readonly publicUrl: string | null;
  readonly webDir: string | null;
  /** Null: every origin. */
  readonly corsOrigins: readonly string[] | null;
  readonly trustProxy: boolean | readonly string[];
  readonly adminEmail: string | null;
  readonly bcryptCost: number;
  readonly logLevel: string;
  readonly logFormat: 'json' | 'pretty';
  readonly metrics: 'off' | 'loopback' | 'public';
  readonly metricsToken: string | null;
  readonly kosync: KosyncSettings;
  /** How much of a library may vanish at once before a scan asks. */
  readonly missingLimit: MissingLimit;
  /** Most that made pages of books may take on disk; 0 for none. */
  readonly pageCacheBytes: number;
  readonly limits: RateLimits;
}

/** Synchronisation of positions with KOReader. */
export interface KosyncSettings {
  readonly isOn: boolean;
  /** Whether KOReader may create accounts, as far as the sign-up mode allows. */
  readonly canRegister: boolean;
}

/** How often something may be done before it is refused; 0 for as often as one likes. */
export interface RateLimits {
  /** Failed sign-ins per pair of e-mail and address in 15 minutes. */
  readonly signIns: number;
  /** Failed sign-ins, wrong invitations and wrong current passwords per address in 15 minutes. */
  readonly failures: number;
  /** Registrations per address in an hour. */
  readonly registrations: number;
  /** Open streams of events per user. */
  readonly streams: number;
}

/** Every problem of the settings in one message. */
export class ConfigError extends Error {
  readonly code = 'INVALID_CONFIG';

  constructor(problems: readonly string[]) {
    super(`Invalid settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

type Source = Readonly<Record<string, string | undefined>>;

export interface ConfigSurroundings {
  /** Base of relative paths. */
  readonly cwd: string;
  readonly isTerminal: boolean;
}

/** Reads the settings; throws {@link ConfigError} with all that is wrong with them. */
export function readConfig(source: Source, { cwd, isTerminal }: ConfigSurroundings): Config {
  const env = checkEnvironment(source);
  const dataDir = resolve(cwd, env.DUST_DATA_DIR ?? 'data');
  return {
    port: Number(env.PORT ?? 4001),
    host: env.HOST ?? '0.0.0.0',
    dataDir,
    databaseFile: databaseFile(env.DATABASE_URL ?? `file:${dataDir}/dust.db`, cwd),
    directories: directoryList(env.DUST_DIRS ?? env.dirs ?? '').map((directory) => resolve(cwd, directory)),
    jwtSecret: env.JWT_SECRET ?? null,
    scanIntervalMinutes: Number(env.SCAN_INTERVAL_MINUTES ?? 60),
    cleanupIntervalMinutes: Number(env.CLEANUP_INTERVAL_MINUTES ?? 60),
    isWatching: isTrue(env.DUST_WATCH ?? 'true'),
    externalMetadata: choice(env.DUST_EXTERNAL_METADATA, ['off', 'isbn', 'all'], 'isbn'),
    googleBooksKey: env.GOOGLE_BOOKS_API_KEY ?? null,
    publicUrl: env.DUST_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    webDir: env.DUST_WEB_DIR === undefined ? null : resolve(cwd, env.DUST_WEB_DIR),
    corsOrigins:
      env.CORS_ORIGINS === undefined || env.CORS_ORIGINS.trim() === '*' ? null : commaList(env.CORS_ORIGINS),
    trustProxy: trustProxy(env.TRUST_PROXY),
    adminEmail: env.DUST_ADMIN_EMAIL ?? null,
    bcryptCost: Number(env.BCRYPT_COST ?? 12),
    logLevel: env.LOG_LEVEL ?? 'info',
    logFormat: choice(env.LOG_FORMAT, ['json', 'pretty'], isTerminal ? 'pretty' : 'json'),
    metrics: choice(env.DUST_METRICS, ['off', 'loopback', 'public'], 'loopback'),
    metricsToken: env.DUST_METRICS_TOKEN ?? null,
    kosync: {
      isOn: isTrue(env.DUST_KOSYNC ?? 'true'),
      canRegister: isTrue(env.DUST_KOSYNC_REGISTRATION ?? 'false'),
    },
    missingLimit: parseMissingLimit(env.DUST_MISSING_LIMIT ?? '20%'),
    pageCacheBytes: Number(env.DUST_PAGE_CACHE_MB ?? 512) * 1024 * 1024,
    limits: rateLimits(env),
  };
}

function rateLimits(env: Environment): RateLimits {
  return {
    signIns: Number(env.DUST_LIMIT_SIGN_INS ?? 10),
    failures: Number(env.DUST_LIMIT_FAILURES ?? 100),
    registrations: Number(env.DUST_LIMIT_REGISTRATIONS ?? 100),
    streams: Number(env.DUST_LIMIT_STREAMS ?? 10),
  };
}

/** The known variables; empty ones count as absent, but for the secret, which must not be blank. */
function checkEnvironment(source: Source): Environment {
  const env: Record<string, string> = {};
  const problems: string[] = [];
  for (const [name, { pattern, meaning }] of Object.entries(variables)) {
    const value = source[name];
    if (value === undefined || (value.trim() === '' && name !== 'JWT_SECRET')) continue;
    env[name] = value;
    const isOutOfRange = name === 'PORT' && Number(value) > 65_535;
    if (!pattern.test(value) || isOutOfRange) problems.push(`${name} must be ${meaning}`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return env;
}

function databaseFile(value: string, cwd: string): string {
  const path = databasePath(value);
  return path === ':memory:' ? path : resolve(cwd, path);
}

/** Directories separated by commas or by the platform's path delimiter. */
function directoryList(text: string): string[] {
  return text
    .split(',')
    .flatMap((part) => (delimiter === ':' ? part.split(':') : part.split(delimiter)))
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function commaList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function trustProxy(value: string | undefined): boolean | readonly string[] {
  if (value === undefined || value === 'false') return false;
  return value === 'true' ? true : commaList(value);
}

function isTrue(value: string): boolean {
  return value === 'true' || value === '1';
}

function choice<Value extends string>(
  value: string | undefined,
  choices: readonly Value[],
  fallback: Value,
): Value {
  return choices.find((one) => one === value) ?? fallback;
}
