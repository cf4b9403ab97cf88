/** The packages of ours that each package may import: strictly down the layers, and none sideways. */
export const allowedEdges: Readonly<Record<string, readonly string[]>> = {
  '@dust/api-contract': [],
  '@dust/db': [],
  '@dust/formats': [],
  '@dust/opds': [],
  '@dust/auth': ['@dust/db'],
  '@dust/books-core': ['@dust/db', '@dust/formats'],
  '@dust/progress': ['@dust/db'],
  '@dust/crawler': ['@dust/books-core', '@dust/db', '@dust/formats'],
  '@dust/server': [
    '@dust/api-contract',
    '@dust/auth',
    '@dust/books-core',
    '@dust/crawler',
    '@dust/db',
    '@dust/formats',
    '@dust/opds',
    '@dust/progress',
  ],
};

/** What tests of every package may use besides: makers of book files. */
export const testTools: readonly string[] = ['@dust/tooling'];

/** Outside packages that belong to one package of ours, which hides them from the others. A name ending in `/` is a scope. */
export const owners: Readonly<Record<string, string>> = {
  fastify: '@dust/server',
  '@fastify/': '@dust/server',
  kysely: '@dust/db',
  'better-sqlite3': '@dust/db',
  '@types/better-sqlite3': '@dust/db',
};

/** Packages whose sources (not their tests) use nothing but the named modules, so that they run anywhere. */
export const closedPackages: Readonly<Record<string, readonly string[]>> = {
  '@dust/api-contract': ['typebox'],
  '@dust/opds': [],
};
