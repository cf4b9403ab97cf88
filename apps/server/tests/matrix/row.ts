import type { World } from './world.ts';

/** Everyone there is to a route: accounts by role, and those it must not know. */
export const callers = [
  'anonymous',
  'guest',
  'user',
  'librarian',
  'admin',
  'deactivated',
  'signed-out',
] as const;
export type Caller = (typeof callers)[number];

export interface Request {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: string;
  readonly body?: object;
  /** Besides the token's. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One way to call an operation, and the status each caller gets. */
export interface Row {
  readonly expected: Readonly<Record<Caller, number>>;
  /** Makes a request that would succeed for whoever may; for each caller anew. */
  readonly request: (world: World, callerId: number) => Request | Promise<Request>;
}

export type Rows = Row | readonly Row[];

type MakeRequest = Row['request'];

const plain: MakeRequest = () => ({});

/** For all, with or without a token that holds. */
export function forAll(status: number, request: MakeRequest = plain): Row {
  return {
    expected: {
      anonymous: status,
      guest: status,
      user: status,
      librarian: status,
      admin: status,
      deactivated: status,
      'signed-out': status,
    },
    request,
  };
}

/** For every valid token: what `books.read` allows too, as every role has it. */
export function forMembers(status: number, request: MakeRequest = plain): Row {
  return {
    expected: { ...strangers, guest: status, user: status, librarian: status, admin: status },
    request,
  };
}

/** For those who keep the library: `books.write` and `books.manage`. */
export function forKeepers(status: number, request: MakeRequest = plain): Row {
  return { expected: { ...strangers, guest: 403, user: 403, librarian: status, admin: status }, request };
}

export function forAdmins(status: number, request: MakeRequest = plain): Row {
  return { expected: { ...strangers, guest: 403, user: 403, librarian: 403, admin: status }, request };
}

const strangers = { anonymous: 401, deactivated: 401, 'signed-out': 401 } as const;
