import type { TObject, TSchema } from 'typebox';
import type { ErrorCode } from './errors.ts';
import type { PermissionName } from './permissions.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * Who may call an operation: null everyone; `token` every valid token; a permission name its holders; `admin` holders of
 * `admin.full`; `self` the user named in the path, or `admin`; `user-management` holders of `users.manage`, or `admin`;
 * `signature` a signed URL, or else holders of `books.read`; `metrics` the metrics token, callers on the server's own
 * machine as far as the configuration lets them, or else holders of `system.admin`.
 */
export type Access =
  null | 'token' | PermissionName | 'admin' | 'self' | 'user-management' | 'signature' | 'metrics';

/** The part of the API an operation belongs to. */
export type Area =
  | 'system'
  | 'events'
  | 'auth'
  | 'account'
  | 'books'
  | 'authors'
  | 'genres'
  | 'series'
  | 'tags'
  | 'progress'
  | 'reading'
  | 'archive'
  | 'users'
  | 'admin'
  | 'scans'
  | 'opds'
  | 'publications'
  | 'progression'
  | 'kosync'
  | 'app-passwords';

/** One route: everything that server, client and API description need to know about it. */
export interface Operation {
  readonly operationId: string;
  readonly method: HttpMethod;
  /**
   * With parameters as `:name`, and `:name*` at the end for one that may have slashes in it; every GET path answers HEAD as
   * well, but for `/events`.
   */
  readonly path: `/${string}`;
  /**
   * Where reading apps get the same a second time, with the same parameters: under `/opds`, and only there, HTTP Basic and app
   * passwords are accepted besides tokens, and apps send what they have to links under `/opds` alone.
   */
  readonly appPath?: `/opds/${string}`;
  readonly summary: string;
  /** What the summary leaves out. */
  readonly description?: string;
  readonly tags: readonly [Area];
  readonly permission: Access;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TObject;
  /** Whether a request without a body is refused. */
  readonly bodyRequired?: boolean;
  /** Whether clients may send it again when no answer came; if absent, all but POST may be. */
  readonly isRepeatable?: boolean;
  /** By status. Only statuses below 400, and those above whose body is more than `ErrorBody`. */
  readonly responses: Readonly<Record<number, TSchema>>;
  /** Codes beyond those that every route may answer with. */
  readonly errors: readonly ErrorCode[];
  /** Media types of the answer; JSON if absent. */
  readonly produces?: readonly string[];
  /** Text of `VALIDATION_ERROR` for a missing or wrong field; "Invalid request" if absent. */
  readonly validationText?: string;
  /** Texts of `VALIDATION_ERROR` for single fields, before `validationText`. */
  readonly fieldTexts?: Readonly<Record<string, string>>;
  /** What `INVALID_ID` calls each path parameter: "Invalid " + noun. */
  readonly idNouns?: Readonly<Record<string, string>>;
}

/** The text of `VALIDATION_ERROR` for a bad field of the operation (the outermost name: `email`, `roles`). */
export function validationText(operation: Operation, field: string | undefined): string {
  const texts = new Map(Object.entries(operation.fieldTexts ?? {}));
  return texts.get(field ?? '') ?? operation.validationText ?? 'Invalid request';
}

/** Whether a path, or the pattern of one, lies where HTTP Basic and app passwords are accepted. */
export function acceptsBasic(path: string): boolean {
  return path === '/opds' || path.startsWith('/opds/');
}

/** Where an operation is served: its path, and the one for reading apps if it has one. */
export function pathsOf({ path, appPath }: Operation): readonly string[] {
  return appPath === undefined ? [path] : [path, appPath];
}
