import { createHash } from 'node:crypto';

export type KeyValue = string | number | null;

/** A cursor that is damaged, or was made for another list. */
export class InvalidCursorError extends Error {
  readonly code = 'INVALID_CURSOR';

  constructor() {
    super('Invalid cursor');
  }
}

/**
 * The opaque text for "after this entry".
 *
 * @param context names the list with its sort and filters: a cursor only fits the list it was made for
 * @param key the values of the last entry in the columns of the list's order
 */
export function encodeCursor(context: string, key: readonly KeyValue[]): string {
  const values = JSON.stringify(key);
  return Buffer.from(`${digest(context, values)}${values}`).toString('base64url');
}

/** The key in a cursor; throws {@link InvalidCursorError} for damaged text, another context or another number of values. */
export function decodeCursor(context: string, cursor: string, length: number): KeyValue[] {
  const text = Buffer.from(cursor, 'base64url').toString();
  const values = text.slice(digestLength);
  if (text.slice(0, digestLength) !== digest(context, values)) throw new InvalidCursorError();
  const key = valueOf(values);
  if (!Array.isArray(key) || key.length !== length || !key.every(isKeyValue)) throw new InvalidCursorError();
  return key;
}

const digestLength = 12;

function digest(context: string, values: string): string {
  return createHash('sha256').update(`${context}\n${values}`).digest('base64url').slice(0, digestLength);
}

/** Whoever knows how cursors are made can make one of any text. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isKeyValue(value: unknown): value is KeyValue {
  return value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}
