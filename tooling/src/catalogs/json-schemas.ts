import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { repositoryRoot } from '../workspace.ts';

const folder = join(repositoryRoot, 'packages', 'opds', 'tests', 'schemas');

/** The published schemas, by what they describe. */
const ids = {
  'opds2-feed': 'https://drafts.opds.io/schema/feed.schema.json',
  'opds2-publication': 'https://drafts.opds.io/schema/publication.schema.json',
  authentication: 'https://drafts.opds.io/schema/authentication.schema.json',
  progression: 'https://drafts.opds.io/schema/progression.schema.json',
  'web-publication': 'https://readium.org/webpub-manifest/schema/publication.schema.json',
} as const;

let ajv: Ajv | undefined;

/** What is wrong with a document by the JSON schemas of OPDS 2.0 and of Readium; one sentence each. */
export function findSchemaProblems(kind: keyof typeof ids, document: unknown): string[] {
  const validate = validatorOf(ids[kind]);
  if (validate(document)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function validatorOf(id: string): ValidateFunction {
  ajv ??= createAjv();
  const validate = ajv.getSchema(id);
  if (validate === undefined) throw new Error(`No schema ${id}`);
  return validate;
}

/** The schemas use words of several drafts, and a format whose name is misspelt: strict mode would refuse them. */
function createAjv(): Ajv {
  const created = new Ajv({ strict: false, allErrors: true });
  formats.default(created);
  created.addFormat('uri-references', true);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.schema.json'))
      created.addSchema(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  }
  return created;
}
