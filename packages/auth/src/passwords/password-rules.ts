import { InvalidFieldError } from '../errors.ts';

/** Throws {@link InvalidFieldError} unless a new password has 8 to 72 bytes in UTF-8. */
export function requireValidPassword(password: string): void {
  const bytes = Buffer.byteLength(password);
  if (bytes >= 8 && bytes <= 72) return;
  const requirement = 'must be 8 to 72 bytes long';
  throw new InvalidFieldError('password', `Password ${requirement}`, requirement);
}
