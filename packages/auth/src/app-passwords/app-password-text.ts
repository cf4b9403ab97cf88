import { randomInt } from 'node:crypto';

/** Letters and digits that nobody takes for one another. */
const symbols = '23456789abcdefghjkmnpqrstuvwxyz';
const groups = 5;
const groupLength = 4;
const pattern = new RegExp(`^[${symbols}]{${groups * groupLength}}$`);

/** A new password to be typed on a device: `k7mq-x9tf-2bwn-hd5e-rv3c`, 99 random bits. */
export function createAppPasswordText(): string {
  return Array.from({ length: groups }, createGroup).join('-');
}

function createGroup(): string {
  return Array.from({ length: groupLength }, () => symbols.charAt(randomInt(symbols.length))).join('');
}

/** The same text for every way to type an app password: upper case, other grouping; undefined for what is none. */
export function readAppPassword(typed: string): string | undefined {
  if (typed.length > 200) return undefined;
  const text = typed.replaceAll(/[\s-]/g, '').toLowerCase();
  return pattern.test(text) ? text : undefined;
}

/** Whether a text has the form of an app password; whether it is one, only the database knows. */
export function isAppPassword(text: string): boolean {
  return readAppPassword(text) !== undefined;
}
