/** Every route may answer with these; operations do not repeat them. */
export const everyRoute = ['METHOD_NOT_ALLOWED', 'INTERNAL_ERROR', 'SHUTTING_DOWN'] as const;

/** A: a token is needed. */
export const needsToken = ['AUTHENTICATION_REQUIRED', 'INVALID_TOKEN', 'TOKEN_EXPIRED'] as const;

/** P(x): a permission is needed. */
export const needsPermission = [...needsToken, 'PERMISSION_DENIED'] as const;

/** ADM: `admin.full` is needed. */
export const needsAdmin = [...needsToken, 'ADMIN_REQUIRED'] as const;

/** B(x): a permission for one book, which must exist and be visible. */
export const needsBook = [...needsPermission, 'INVALID_ID', 'BOOK_NOT_FOUND', 'CONTENT_RESTRICTED'] as const;

/** The caller's own account, or `admin.full`. */
export const needsSelf = [...needsToken, 'SELF_OR_ADMIN_REQUIRED', 'INVALID_ID', 'USER_NOT_FOUND'] as const;

/** No body is needed, but one that is broken is refused: every operation but GET, and `logout`, which ignores it. */
export const needsNoBody = ['MALFORMED_JSON', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const;

/** J: a JSON body is read. */
export const readsBody = [...needsNoBody, 'VALIDATION_ERROR'] as const;

/** L: a list query is read. */
export const readsList = ['VALIDATION_ERROR', 'INVALID_CURSOR'] as const;
