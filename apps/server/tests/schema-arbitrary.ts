import * as fc from 'fast-check';

const text = (): fc.Arbitrary<string> => fc.string({ unit: 'binary', maxLength: 40 });

/** Texts that have broken servers: separators, encodings, control characters, words of SQL and JavaScript, sheer length. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  text(),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    'a\0b',
    '\r\nX-Evil: 1',
    "' OR 1=1 --",
    '"; drop table books',
    '%',
    '_%',
    '"*"',
    'NEAR(',
    'a AND',
    '../../etc/passwd',
    'a/b',
    'a%2Fb',
    '__proto__',
    'constructor',
    'toString',
    '\ud800',
    '\u202e\u0007',
    'ａ',
    '日本語',
    '👩‍👩‍👧',
    '<script>',
    '0',
    '-1',
    '1e3',
    '0x10',
    '9007199254740993',
    'NaN',
    'null',
    'true',
    'Europe/Paris',
    '2024-02-31',
    'admin',
    'user',
    'NSFW',
  ),
  fc.integer({ min: 100, max: 5000 }).map((length) => 'x'.repeat(length)),
);

const hostileNumber: fc.Arbitrary<number> = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, -1, 0.5, 1e308, 5e-324, 2 ** 31, 2 ** 53, -(2 ** 53), 1e20),
);

/** Any JSON value at all. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  hostileNumber,
  fc.boolean(),
  fc.constant(null),
  fc.array(hostileText, { maxLength: 3 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Values of a schema, mostly; its limits and formats are kept to now and then only. */
export function valueOf(schema: object): fc.Arbitrary<unknown> {
  const choices: unknown = Reflect.get(schema, 'enum');
  if (Array.isArray(choices)) return fc.constantFrom<unknown>(...choices);
  const pattern: unknown = Reflect.get(schema, 'pattern');
  const type: unknown = Reflect.get(schema, 'type');
  const types = Array.isArray(type) ? type : [type];
  const arbitraries: fc.Arbitrary<unknown>[] = [];
  if (types.includes('string'))
    arbitraries.push(typeof pattern === 'string' ? fc.stringMatching(new RegExp(pattern)) : hostileText);
  if (types.includes('integer') || types.includes('number')) {
    arbitraries.push(fc.integer({ min: 0, max: 500 }), hostileNumber);
  }
  if (types.includes('boolean')) arbitraries.push(fc.boolean());
  if (types.includes('null')) arbitraries.push(fc.constant(null));
  const items: unknown = Reflect.get(schema, 'items');
  if (types.includes('array') && typeof items === 'object' && items !== null)
    arbitraries.push(fc.array(valueOf(items), { maxLength: 4 }));
  const properties: unknown = Reflect.get(schema, 'properties');
  if (types.includes('object'))
    arbitraries.push(
      isRecord(properties) ? fieldsOf(properties, {}) : fc.dictionary(hostileText, anyJson, { maxKeys: 3 }),
    );
  return fc.oneof(...arbitraries);
}

function isRecord(value: unknown): value is Readonly<Record<string, object>> {
  return typeof value === 'object' && value !== null;
}

/**
 * Objects with the schema's fields, each right, wrong or left out, and a field nobody knows.
 *
 * @param known what fields of these names may hold besides
 */
export function fieldsOf(
  properties: Readonly<Record<string, object>>,
  known: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(properties).map(([name, schema]): [string, fc.Arbitrary<unknown>] => [
    name,
    fc.oneof(
      { weight: 6, arbitrary: valueOf(schema) },
      { weight: known[name] === undefined ? 0 : 12, arbitrary: known[name] ?? anyJson },
      { weight: 1, arbitrary: anyJson },
    ),
  ]);
  return fc.record({ ...Object.fromEntries(fields), unknown: anyJson }, { requiredKeys: [] });
}
