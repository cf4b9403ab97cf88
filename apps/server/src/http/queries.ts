import type { TSchema } from 'typebox';

/** Reads one parameter's text as its schema's type; what does not read stays text, for validation to refuse. */
function readValue(schema: TSchema, text: string): unknown {
  const type: unknown = Reflect.get(schema, 'type');
  if (type === 'integer' && /^-?\d{1,16}$/.test(text)) return Number(text);
  if (type === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (type === 'boolean') {
    if (text === 'true' || text === '1') return true;
    if (text === 'false' || text === '0') return false;
  }
  return text;
}

/**
 * The query as its schema means it: unknown parameters left out, empty values absent, of repeated ones the last, lists joined,
 * split at commas, trimmed and without blanks.
 */
export function readQuery(
  properties: Readonly<Record<string, TSchema>>,
  query: unknown,
): Record<string, unknown> {
  const given = new Map(Object.entries(typeof query === 'object' && query !== null ? query : {}));
  const read: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(properties)) {
    const value: unknown = given.get(name);
    const values = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
    if (Reflect.get(schema, 'type') === 'array') {
      const items = values
        .flatMap((one) => one.split(','))
        .map((item) => item.trim())
        .filter((item) => item !== '');
      if (items.length > 0) read[name] = items;
      continue;
    }
    const last = values.at(-1);
    if (last !== undefined && last !== '') read[name] = readValue(schema, last);
  }
  return read;
}
