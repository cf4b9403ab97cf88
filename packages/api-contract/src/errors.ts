import { Type, type Static } from 'typebox';

/**
 * Every error code with its HTTP status and its text. Words in braces are filled in by {@link errorText}.
 * The text of `VALIDATION_ERROR` is the operation's own, where it has one.
 */
export const errors = {
  MALFORMED_JSON: { status: 400, text: 'Malformed JSON body' },
  VALIDATION_ERROR: { status: 400, text: 'Invalid request' },
  INVALID_ID: { status: 400, text: 'Invalid {noun}' },
  INVALID_CURSOR: { status: 400, text: 'Invalid cursor' },
  UNKNOWN_ROLE: { status: 400, text: 'Unknown role: {name}' },
  UNKNOWN_PERMISSION: { status: 400, text: 'Unknown permission: {name}' },
  INVITATION_REQUIRED: { status: 400, text: 'Invitation token is required for registration' },
  INVALID_INVITATION: { status: 400, text: 'Invalid or expired invitation token' },
  SELF_DELETE: { status: 400, text: 'Cannot delete your own account' },
  NO_LIBRARY: { status: 400, text: 'No library directories configured' },
  AUTHENTICATION_REQUIRED: { status: 401, text: 'Authentication required' },
  INVALID_TOKEN: { status: 401, text: 'Authentication required' },
  TOKEN_EXPIRED: { status: 401, text: 'Authentication required' },
  INVALID_CREDENTIALS: { status: 401, text: 'Invalid credentials' },
  PERMISSION_DENIED: { status: 403, text: 'Permission denied: {permission} required' },
  ADMIN_REQUIRED: { status: 403, text: 'Admin privileges required' },
  USER_MANAGEMENT_REQUIRED: { status: 403, text: 'User management privileges required' },
  SELF_OR_ADMIN_REQUIRED: {
    status: 403,
    text: 'Access denied: can only access your own data or requires admin privileges',
  },
  CONTENT_RESTRICTED: { status: 403, text: 'Access denied: Missing permission for {tag} content' },
  SELF_MODIFICATION: {
    status: 403,
    text: 'Cannot modify roles or account status for your own account',
  },
  INVALID_CURRENT_PASSWORD: { status: 403, text: 'Current password is incorrect' },
  NOT_FOUND: { status: 404, text: 'Resource not found' },
  BOOK_NOT_FOUND: { status: 404, text: 'Book not found' },
  AUTHOR_NOT_FOUND: { status: 404, text: 'Author not found' },
  GENRE_NOT_FOUND: { status: 404, text: 'Genre not found' },
  SERIES_NOT_FOUND: { status: 404, text: 'Series not found' },
  TAG_NOT_FOUND: { status: 404, text: 'Tag not found' },
  USER_NOT_FOUND: { status: 404, text: 'User not found' },
  ROLE_NOT_FOUND: { status: 404, text: 'Role not found' },
  SESSION_NOT_FOUND: { status: 404, text: 'Session not found' },
  APP_PASSWORD_NOT_FOUND: { status: 404, text: 'App password not found' },
  SCAN_NOT_FOUND: { status: 404, text: 'Scan not found' },
  COVER_NOT_FOUND: { status: 404, text: 'Cover not found' },
  PAGE_NOT_FOUND: { status: 404, text: 'Page not found' },
  BOOK_FILE_NOT_FOUND: { status: 404, text: 'Book file not found' },
  RESOURCE_NOT_FOUND: { status: 404, text: 'Resource not found in the book' },
  PUBLICATION_NOT_AVAILABLE: {
    status: 404,
    text: 'Only EPUB, PDF and comics that can be read are web publications',
  },
  PAGES_NOT_AVAILABLE: { status: 404, text: 'Pages are only available for comics' },
  METHOD_NOT_ALLOWED: { status: 405, text: 'Method not allowed' },
  EMAIL_TAKEN: { status: 409, text: 'An account with this email already exists' },
  USERNAME_TAKEN: { status: 409, text: 'Username is already taken' },
  ROLE_EXISTS: { status: 409, text: 'Role already exists' },
  TAG_EXISTS: { status: 409, text: 'Tag already exists' },
  TAG_ALREADY_APPLIED: { status: 409, text: 'Tag {name} is already on book {id}' },
  ROLE_IN_USE: { status: 409, text: 'Cannot delete role: {count} users are assigned to this role' },
  BUILT_IN: { status: 409, text: 'Built-in {things} cannot be renamed or deleted' },
  TOO_MANY_APP_PASSWORDS: { status: 409, text: 'Cannot have more than {count} app passwords' },
  PROGRESSION_OUTDATED: { status: 409, text: 'Another device has read later' },
  LAST_ADMIN: { status: 409, text: 'Cannot remove the last administrator' },
  NOTHING_TO_CONFIRM: { status: 409, text: 'Nothing to confirm for this scan' },
  PAYLOAD_TOO_LARGE: { status: 413, text: 'Request body too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, text: 'Content-Type must be application/json' },
  RANGE_NOT_SATISFIABLE: { status: 416, text: 'Range not satisfiable' },
  RATE_LIMITED: { status: 429, text: 'Too many requests' },
  INTERNAL_ERROR: { status: 500, text: 'Internal server error' },
  SHUTTING_DOWN: { status: 503, text: 'Internal server error' },
  NOT_READY: { status: 503, text: 'Internal server error' },
} as const satisfies Record<string, { status: number; text: string }>;

export type ErrorCode = keyof typeof errors;

/** The second text of `SELF_MODIFICATION`, for `POST /admin/users/:id/password` on oneself. */
export const ownPasswordText = 'Use PUT /profile/password for your own account';

/** Whether a text is a code of the {@link errors} table. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errors, text);
}

type WordsOf<Text> = Text extends `${string}{${infer Word}}${infer Rest}` ? Word | WordsOf<Rest> : never;

/** The words in braces of a code's text; `never` for a fixed text. */
export type ErrorWords<Code extends ErrorCode> = WordsOf<(typeof errors)[Code]['text']>;

type WordValues<Code extends ErrorCode> = [ErrorWords<Code>] extends [never]
  ? []
  : [values: Readonly<Record<ErrorWords<Code>, string | number>>];

/**
 * The text of an error, with its words in braces filled in:
 * `errorText('UNKNOWN_ROLE', { name: 'poet' })` is `Unknown role: poet`.
 */
export function errorText<Code extends ErrorCode>(code: Code, ...[values]: WordValues<Code>): string {
  const words: ReadonlyMap<string, unknown> = new Map(Object.entries(values ?? {}));
  return errors[code].text.replaceAll(/\{(\w+)\}/g, (_, word: string) => String(words.get(word)));
}

/** One problem of a `VALIDATION_ERROR`; `path` starts with `body`, `query` or `params`. */
export const ErrorDetail = Type.Object(
  { path: Type.String(), message: Type.String() },
  { title: 'ErrorDetail' },
);
export type ErrorDetail = Static<typeof ErrorDetail>;

/** The body of every answer with a status of 400 or more. `details` comes with `VALIDATION_ERROR` only. */
export const ErrorBody = Type.Object(
  {
    error: Type.String({ description: 'a sentence for people' }),
    code: Type.Unsafe<ErrorCode>({ type: 'string', enum: Object.keys(errors) }),
    requestId: Type.String(),
    details: Type.Optional(Type.Array(ErrorDetail)),
  },
  { title: 'ErrorBody' },
);
export type ErrorBody = Static<typeof ErrorBody>;
