import { isLongerThan } from '../characters.ts';
import { InvalidFieldError } from '../errors.ts';

/** The address as stored: NFC, trimmed. Throws {@link InvalidFieldError} for what is no address. */
export function validEmail(text: string): string {
  const email = text.normalize('NFC').trim();
  const isValid = !isLongerThan(email, 254) && /^[^@\s\p{Cc}]+@[^@\s\p{Cc}]+$/u.test(email);
  if (!isValid) throw new InvalidFieldError('email', 'Invalid email address', 'must be an email address');
  return email;
}

/** As many characters as a user name may have. */
export const maxUsernameLength = 254;

/** The user name as stored; it may look like an address. Throws {@link InvalidFieldError}. */
export function validUsername(text: string): string {
  const username = text.normalize('NFC').trim();
  if (username !== '' && !isLongerThan(username, maxUsernameLength) && !/\p{Cc}/u.test(username))
    return username;
  const requirement = `must be 1 to ${maxUsernameLength} characters long, without control characters`;
  throw new InvalidFieldError('username', 'Invalid username', requirement);
}

/** The name as stored; the user name when it is blank. Throws {@link InvalidFieldError}. */
export function validDisplayName(text: string, username: string): string {
  const name = text.normalize('NFC').trim();
  if (name === '') return username;
  if (!isLongerThan(name, 200)) return name;
  throw new InvalidFieldError('display_name', 'Invalid display name', 'must be 1 to 200 characters long');
}

/** Absent, null or nothing but white space. */
export function isBlank(text: string | null | undefined): text is null | undefined | '' {
  return text === null || text === undefined || text.trim() === '';
}
