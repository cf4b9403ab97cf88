export type { AccountChanges } from './accounts/account-changes.ts';
export {
  changePassword,
  changePasswordWith,
  updateProfile,
  type PasswordChange,
} from './accounts/own-account.ts';
export { register, type Registration } from './accounts/registration.ts';
export { hasAdministrator } from './accounts/role-assignment.ts';
export { signIn, signInWith, type Beginning, type SignIn } from './accounts/sign-in.ts';
export { findUserByEmail, getUser, listUsers, type UserPage } from './accounts/user-queries.ts';
export type { UserRecord } from './accounts/user-record.ts';
export { grantAdminTo, type AdminGrant } from './administration/admin-email.ts';
export {
  createInvitation,
  type InvitationInput,
  type InvitationRecord,
} from './administration/invitations.ts';
export {
  getRole,
  listPermissions,
  listRoles,
  type PermissionRecord,
  type RoleRecord,
} from './administration/role-queries.ts';
export { createRole, deleteRole, updateRole, type RoleChanges } from './administration/roles.ts';
export {
  getAuthSettings,
  setAuthFlow,
  type AuthFlow,
  type AuthSettingsRecord,
} from './administration/settings.ts';
export { countUsers, getUserStatistics, type UserStatistics } from './administration/user-statistics.ts';
export {
  createUser,
  deactivateUser,
  setPassword,
  updateUser,
  type NewUserInput,
  type UserUpdate,
} from './administration/users.ts';
export { isAppPassword } from './app-passwords/app-password-text.ts';
export {
  createAppPassword,
  listAppPasswords,
  revokeAppPassword,
  type AppPasswordRecord,
  type NewAppPasswordRecord,
} from './app-passwords/app-passwords.ts';
export type { AppPasswordUsesOptions } from './app-passwords/app-password-uses.ts';
export type { Clock } from './clock.ts';
export type { AuthContext, ClockContext } from './context.ts';
export * from './errors.ts';
export {
  createKoreaderAuthenticator,
  type KoreaderAuthenticator,
  type KoreaderCredentials,
} from './koreader/koreader-authenticator.ts';
export {
  createKoreaderKeys,
  forgetKoreaderKeys,
  type KnownPassword,
  type KoreaderKeys,
  type KoreaderKeysOptions,
} from './koreader/koreader-keys.ts';
export { registerFromKoreader, type KoreaderRegistration } from './koreader/koreader-registration.ts';
export { createAuthLimits, type Attempt, type AuthLimitOptions, type AuthLimits } from './limits/limits.ts';
export {
  createPasswordHasher,
  type PasswordHasher,
  type PasswordHasherOptions,
} from './passwords/password-hasher.ts';
export { expandPermissions, implies, permissionNames, type PermissionName } from './permissions.ts';
export { requireAdmin, requirePermission, requireSelfOrAdmin, requireUserManagement } from './policy.ts';
export {
  createAuthenticator,
  type Authenticator,
  type AuthenticatorOptions,
} from './sessions/authenticator.ts';
export {
  createBasicAuthenticator,
  type BasicAuthenticator,
  type BasicCredentials,
} from './sessions/basic-authenticator.ts';
export { Principal, type Grant, type PrincipalFields } from './sessions/principal.ts';
export {
  createSession,
  listSessions,
  revokeSession,
  revokeUserSession,
  revokeUserSessions,
  sweepExpired,
  type NewSessionInput,
  type SessionRecord,
} from './sessions/sessions.ts';
export { digestToken } from './sessions/tokens.ts';
