/** What a variable's text must match, and how its meaning is told to who got it wrong. */
export interface Variable {
  readonly pattern: RegExp;
  readonly meaning: string;
}

export type VariableName =
  | 'PORT'
  | 'HOST'
  | 'DUST_DATA_DIR'
  | 'DATABASE_URL'
  | 'DUST_DIRS'
  | 'dirs'
  | 'JWT_SECRET'
  | 'SCAN_INTERVAL_MINUTES'
  | 'CLEANUP_INTERVAL_MINUTES'
  | 'DUST_WATCH'
  | 'DUST_EXTERNAL_METADATA'
  | 'GOOGLE_BOOKS_API_KEY'
  | 'DUST_PUBLIC_URL'
  | 'DUST_WEB_DIR'
  | 'CORS_ORIGINS'
  | 'TRUST_PROXY'
  | 'DUST_ADMIN_EMAIL'
  | 'BCRYPT_COST'
  | 'LOG_LEVEL'
  | 'LOG_FORMAT'
  | 'DUST_METRICS'
  | 'DUST_METRICS_TOKEN'
  | 'DUST_KOSYNC'
  | 'DUST_KOSYNC_REGISTRATION'
  | 'DUST_MISSING_LIMIT'
  | 'DUST_PAGE_CACHE_MB'
  | 'DUST_LIMIT_SIGN_INS'
  | 'DUST_LIMIT_FAILURES'
  | 'DUST_LIMIT_REGISTRATIONS'
  | 'DUST_LIMIT_STREAMS';

/** Every variable of the environment that Dust reads. */
export const variables: Readonly<Record<VariableName, Variable>> = {
  PORT: { pattern: /^\d{1,5}$/, meaning: 'a port, 0 to 65535' },
  HOST: { pattern: /./, meaning: 'an address to listen on' },
  DUST_DATA_DIR: { pattern: /./, meaning: 'a folder' },
  DATABASE_URL: { pattern: /^(?!(?!file:)\w{2,}:\/\/)./, meaning: 'a file: URL or a path' },
  DUST_DIRS: { pattern: /^/, meaning: 'folders, separated by commas' },
  dirs: { pattern: /^/, meaning: 'folders, separated by commas' },
  JWT_SECRET: { pattern: /\S/, meaning: 'a secret that is not blank' },
  SCAN_INTERVAL_MINUTES: { pattern: /^\d{1,6}$/, meaning: 'minutes; 0 turns it off' },
  CLEANUP_INTERVAL_MINUTES: { pattern: /^\d{1,6}$/, meaning: 'minutes; 0 turns it off' },
  DUST_WATCH: { pattern: /^(true|false|1|0)$/, meaning: 'true or false' },
  DUST_EXTERNAL_METADATA: { pattern: /^(off|isbn|all)$/, meaning: 'off, isbn or all' },
  GOOGLE_BOOKS_API_KEY: { pattern: /^/, meaning: 'text' },
  DUST_PUBLIC_URL: { pattern: /^https?:\/\/[^\s/]+[^\s?#]*$/, meaning: 'an http(s) URL' },
  DUST_WEB_DIR: { pattern: /./, meaning: 'a folder' },
  CORS_ORIGINS: { pattern: /./, meaning: '* or a comma list of origins' },
  TRUST_PROXY: { pattern: /^/, meaning: 'true, false or a comma list of addresses' },
  DUST_ADMIN_EMAIL: { pattern: /^/, meaning: 'text' },
  BCRYPT_COST: { pattern: /^1[0-4]$/, meaning: '10 to 14' },
  LOG_LEVEL: { pattern: /^(trace|debug|info|warn|error|fatal|silent)$/, meaning: 'a pino level' },
  LOG_FORMAT: { pattern: /^(json|pretty)$/, meaning: 'json or pretty' },
  DUST_METRICS: { pattern: /^(off|loopback|public)$/, meaning: 'off, loopback or public' },
  DUST_METRICS_TOKEN: { pattern: /./, meaning: 'a token' },
  DUST_KOSYNC: { pattern: /^(true|false|1|0)$/, meaning: 'true or false' },
  DUST_KOSYNC_REGISTRATION: { pattern: /^(true|false|1|0)$/, meaning: 'true or false' },
  DUST_MISSING_LIMIT: { pattern: /^(100|\d{1,2})%$/, meaning: 'a share such as 20%' },
  DUST_PAGE_CACHE_MB: { pattern: /^\d{1,7}$/, meaning: 'megabytes; 0 keeps no pages' },
  DUST_LIMIT_SIGN_INS: { pattern: /^\d{1,6}$/, meaning: 'a number; 0 turns the limit off' },
  DUST_LIMIT_FAILURES: { pattern: /^\d{1,6}$/, meaning: 'a number; 0 turns the limit off' },
  DUST_LIMIT_REGISTRATIONS: { pattern: /^\d{1,6}$/, meaning: 'a number; 0 turns the limit off' },
  DUST_LIMIT_STREAMS: { pattern: /^\d{1,6}$/, meaning: 'a number; 0 turns the limit off' },
};

/** The variables as they are: text, each of them optional. */
export type Environment = Readonly<Partial<Record<VariableName, string>>>;
