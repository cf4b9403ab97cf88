import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

const folder = join(import.meta.dirname, '..', 'schemas');

/** RFC 3986, as far as characters go; a colon in the first part of a path would make it a scheme. */
const reference = /^(?:[a-z][a-z0-9+.-]*:|(?![^/?#]*:))(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9a-f]{2})*$/i;
const time = String.raw`T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)`;

const formats = {
  uri: (text: string) => reference.test(text) && /^[a-z][a-z0-9+.-]*:./i.test(text),
  'uri-reference': reference,
  'uri-template': true,
  date: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
  'date-time': new RegExp(String.raw`^\d{4}-\d\d-\d\d${time}$`),
} as const;

let validate: ValidateFunction | undefined;

/** What Readium's schemas find wrong with a manifest. */
export function manifestProblems(manifest: unknown): readonly string[] {
  validate ??= compiled();
  if (validate(manifest)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function compiled(): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true, formats });
  for (const file of globSync('**/*.json', { cwd: folder })) {
    ajv.addSchema(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  }
  const schema = ajv.getSchema('https://readium.org/webpub-manifest/schema/publication.schema.json');
  if (schema === undefined) throw new Error('The schema of publications is missing');
  return schema;
}
