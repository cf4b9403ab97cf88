/** The account field that is at fault, by the name it has in requests. */
export type AccountField =
  'email' | 'username' | 'display_name' | 'password' | 'auth_flow' | 'name' | 'roles';

/** A value that breaks a rule; the message is meant for people. */
export class InvalidFieldError extends Error {
  readonly code = 'VALIDATION_ERROR';
  readonly field: AccountField;
  /** What the value must be, to follow the field's name. */
  readonly requirement: string;

  constructor(field: AccountField, message: string, requirement: string) {
    super(message);
    this.field = field;
    this.requirement = requirement;
  }
}

/** Malformed, revoked, or its user is gone or deactivated. */
export class InvalidTokenError extends Error {
  readonly code = 'INVALID_TOKEN';

  constructor() {
    super('Authentication required');
  }
}

export class TokenExpiredError extends Error {
  readonly code = 'TOKEN_EXPIRED';

  constructor() {
    super('Authentication required');
  }
}

/** Unknown account, wrong password or deactivated account: on purpose not told apart. */
export class InvalidCredentialsError extends Error {
  readonly code = 'INVALID_CREDENTIALS';

  constructor() {
    super('Invalid credentials');
  }
}

export class InvalidCurrentPasswordError extends Error {
  readonly code = 'INVALID_CURRENT_PASSWORD';

  constructor() {
    super('Current password is incorrect');
  }
}

/** Too many failures, or more passwords to hash than can wait. */
export class RateLimitedError extends Error {
  readonly code = 'RATE_LIMITED';
  /** Whole seconds, at least 1, after which another attempt makes sense. */
  readonly retryAfterS: number;

  constructor(retryAfterS: number, options?: ErrorOptions) {
    super('Too many requests', options);
    this.retryAfterS = retryAfterS;
  }
}

export class InvitationRequiredError extends Error {
  readonly code = 'INVITATION_REQUIRED';

  constructor() {
    super('Invitation token is required for registration');
  }
}

/** Unknown, used, expired, or made for another e-mail. */
export class InvalidInvitationError extends Error {
  readonly code = 'INVALID_INVITATION';

  constructor() {
    super('Invalid or expired invitation token');
  }
}

export class EmailTakenError extends Error {
  readonly code = 'EMAIL_TAKEN';

  constructor() {
    super('An account with this email already exists');
  }
}

export class UsernameTakenError extends Error {
  readonly code = 'USERNAME_TAKEN';

  constructor() {
    super('Username is already taken');
  }
}

export class UserNotFoundError extends Error {
  readonly code = 'USER_NOT_FOUND';

  constructor() {
    super('User not found');
  }
}

export class SessionNotFoundError extends Error {
  readonly code = 'SESSION_NOT_FOUND';

  constructor() {
    super('Session not found');
  }
}

/** None with that id, or another user's. */
export class AppPasswordNotFoundError extends Error {
  readonly code = 'APP_PASSWORD_NOT_FOUND';

  constructor() {
    super('App password not found');
  }
}

export class TooManyAppPasswordsError extends Error {
  readonly code = 'TOO_MANY_APP_PASSWORDS';

  constructor(limit: number) {
    super(`Cannot have more than ${limit} app passwords`);
  }
}

export class SelfDeleteError extends Error {
  readonly code = 'SELF_DELETE';

  constructor() {
    super('Cannot delete your own account');
  }
}

/** Something that only others may do to an account. */
export class SelfModificationError extends Error {
  readonly code = 'SELF_MODIFICATION';
}

/** The change would leave no active user who holds `admin.full`. */
export class LastAdminError extends Error {
  readonly code = 'LAST_ADMIN';

  constructor() {
    super('Cannot remove the last administrator');
  }
}

export class RoleNotFoundError extends Error {
  readonly code = 'ROLE_NOT_FOUND';

  constructor() {
    super('Role not found');
  }
}

export class RoleExistsError extends Error {
  readonly code = 'ROLE_EXISTS';

  constructor() {
    super('Role already exists');
  }
}

export class RoleInUseError extends Error {
  readonly code = 'ROLE_IN_USE';

  constructor(userCount: number) {
    super(`Cannot delete role: ${userCount} users are assigned to this role`);
  }
}

export class BuiltInRoleError extends Error {
  readonly code = 'BUILT_IN';

  constructor() {
    super('Built-in roles cannot be renamed or deleted');
  }
}

export class UnknownRoleError extends Error {
  readonly code = 'UNKNOWN_ROLE';

  constructor(name: string) {
    super(`Unknown role: ${name}`);
  }
}

export class UnknownPermissionError extends Error {
  readonly code = 'UNKNOWN_PERMISSION';

  constructor(name: string) {
    super(`Unknown permission: ${name}`);
  }
}

export class PermissionDeniedError extends Error {
  readonly code = 'PERMISSION_DENIED';

  constructor(permission: string) {
    super(`Permission denied: ${permission} required`);
  }
}

export class AdminRequiredError extends Error {
  readonly code = 'ADMIN_REQUIRED';

  constructor() {
    super('Admin privileges required');
  }
}

export class UserManagementRequiredError extends Error {
  readonly code = 'USER_MANAGEMENT_REQUIRED';

  constructor() {
    super('User management privileges required');
  }
}

export class SelfOrAdminRequiredError extends Error {
  readonly code = 'SELF_OR_ADMIN_REQUIRED';

  constructor() {
    super('Access denied: can only access your own data or requires admin privileges');
  }
}

/** Every failure that this package expects; each has a `code`. */
export type AuthError =
  | AdminRequiredError
  | AppPasswordNotFoundError
  | BuiltInRoleError
  | EmailTakenError
  | InvalidCredentialsError
  | InvalidCurrentPasswordError
  | InvalidFieldError
  | InvalidInvitationError
  | InvalidTokenError
  | InvitationRequiredError
  | LastAdminError
  | PermissionDeniedError
  | RateLimitedError
  | RoleExistsError
  | RoleInUseError
  | RoleNotFoundError
  | SelfDeleteError
  | SelfModificationError
  | SelfOrAdminRequiredError
  | SessionNotFoundError
  | TokenExpiredError
  | TooManyAppPasswordsError
  | UnknownPermissionError
  | UnknownRoleError
  | UserManagementRequiredError
  | UsernameTakenError
  | UserNotFoundError;

export type AuthErrorCode = AuthError['code'];
