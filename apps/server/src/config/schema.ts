import { Type, type Static } from 'typebox';

/** The environment as it is: text, every part of it optional. */
export const Environment = Type.Object({
  PORT: Type.Optional(Type.String({ pattern: '^\\d{1,5}$', description: 'a port, 0 to 65535' })),
  HOST: Type.Optional(Type.String({ minLength: 1, description: 'an address to listen on' })),
  DUST_DATA_DIR: Type.Optional(Type.String({ minLength: 1, description: 'a folder' })),
  DATABASE_URL: Type.Optional(Type.String({ minLength: 1, description: 'a file: URL or a path' })),
  DUST_DIRS: Type.Optional(Type.String({ description: 'folders, separated by commas' })),
  dirs: Type.Optional(Type.String({ description: 'folders, separated by commas' })),
  JWT_SECRET: Type.Optional(Type.String({ pattern: '\\S', description: 'a secret that is not blank' })),
  SCAN_INTERVAL_MINUTES: Type.Optional(Type.String({ pattern: '^\\d{1,6}$', description: 'minutes; 0 turns it off' })),
  CLEANUP_INTERVAL_MINUTES: Type.Optional(Type.String({ pattern: '^\\d{1,6}$', description: 'minutes; 0 turns it off' })),
  DUST_WATCH: Type.Optional(Type.String({ pattern: '^(true|false|1|0)$', description: 'true or false' })),
  DUST_EXTERNAL_METADATA: Type.Optional(Type.String({ pattern: '^(off|isbn|all)$', description: 'off, isbn or all' })),
  GOOGLE_BOOKS_API_KEY: Type.Optional(Type.String()),
  DUST_PUBLIC_URL: Type.Optional(Type.String({ pattern: '^https?://[^\\s/]+[^\\s?#]*$', description: 'an http(s) URL' })),
  DUST_WEB_DIR: Type.Optional(Type.String({ minLength: 1, description: 'a folder' })),
  CORS_ORIGINS: Type.Optional(Type.String({ minLength: 1, description: '* or a comma list of origins' })),
  TRUST_PROXY: Type.Optional(Type.String({ description: 'true, false or a comma list of addresses' })),
  DUST_ADMIN_EMAIL: Type.Optional(Type.String()),
  BCRYPT_COST: Type.Optional(Type.String({ pattern: '^1[0-4]$', description: '10 to 14' })),
  LOG_LEVEL: Type.Optional(
    Type.String({ pattern: '^(trace|debug|info|warn|error|fatal|silent)$', description: 'a pino level' }),
  ),
  LOG_FORMAT: Type.Optional(Type.String({ pattern: '^(json|pretty)$', description: 'json or pretty' })),
  DUST_METRICS: Type.Optional(Type.String({ pattern: '^(off|loopback|public)$', description: 'off, loopback or public' })),
  DUST_METRICS_TOKEN: Type.Optional(Type.String({ minLength: 1, description: 'a token' })),
  DUST_MISSING_LIMIT: Type.Optional(
    Type.String({ pattern: '^(100|\\d{1,2})%$', description: 'a share such as 20%' }),
  ),
});
export type Environment = Static<typeof Environment>;
