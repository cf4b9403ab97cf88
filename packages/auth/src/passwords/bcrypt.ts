import { createHmac } from 'node:crypto';
import { compareSync, decodeBase64, encodeBase64, genSaltSync, hashSync } from 'bcryptjs';

/** As many bytes of a password as bcrypt uses. */
export const bcryptBytes = 72;

/** Longer passwords are wrong, whatever the hash. */
const maxPasswordBytes = 1024;

const hashForm = /^\$2[aby]\$(0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}$/;

/** The cost of a bcrypt hash; null for text that is none. */
export function bcryptCost(stored: string): number | null {
  const cost = hashForm.exec(stored)?.[1];
  return cost === undefined ? null : Number(cost);
}

/** A `$2b$` hash of a password, with a salt of its own. */
export function hashPassword(password: string, cost: number): string {
  return hashSync(password.toWellFormed(), genSaltSync(cost));
}

/**
 * Whether a password fits a stored hash. Longer ones than bcrypt uses are tried cut off, as the servers of 2025 did, then
 * condensed, as those of 2026 did. Takes as long for an unknown account (null), for text that is no hash and for a hash of a
 * lower cost as for a wrong password at `cost`.
 */
export function verifyPassword(password: string, stored: string | null, cost: number): boolean {
  const isTooLong = Buffer.byteLength(password) > maxPasswordBytes;
  const candidate = (isTooLong ? password.slice(0, maxPasswordBytes) : password).toWellFormed();
  const storedCost = stored === null ? null : bcryptCost(stored);
  const hash = stored === null || storedCost === null ? hashOfNothing(cost) : stored;

  let fits = compareSync(candidate, hash);
  const isLong = Buffer.byteLength(candidate) > bcryptBytes;
  if (isLong && (isTooLong || !fits)) fits = compareSync(condense(candidate, hash), hash);
  if (storedCost === null || isTooLong) fits = false;
  if (!fits) spendDifference(candidate, storedCost ?? cost, cost);
  return fits;
}

/** Well-formed, so that bcrypt does all its work, and the hash of no password. */
function hashOfNothing(cost: number): string {
  return `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`;
}

/** A cost of n takes 2ⁿ rounds: what is missing from `from` up to `to` is 2^from + 2^(from+1) + … + 2^(to−1). */
function spendDifference(password: string, from: number, to: number): void {
  const times = Buffer.byteLength(password) > bcryptBytes ? 2 : 1;
  for (let cost = from; cost < to; cost += 1) {
    for (let time = 0; time < times; time += 1) compareSync(password, hashOfNothing(cost));
  }
}

/** bcrypt's base64 of HMAC-SHA-512 of the password with the hash's salt as the key: 86 characters, of which bcrypt uses 72. */
function condense(password: string, hash: string): string {
  const salt = Buffer.from(decodeBase64(hash.slice(7, 29), 16));
  const digest = createHmac('sha512', salt).update(password).digest();
  return encodeBase64([...digest], digest.length);
}
