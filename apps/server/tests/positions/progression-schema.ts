import { Ajv } from 'ajv';

const ajv = new Ajv({ allErrors: true, strict: true });
ajv.addFormat(
  'date-time',
  (text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !isNaN(Date.parse(text)),
);
ajv.addFormat('uri', (text: string) => URL.canParse(text));
ajv.addFormat('uri-reference', (text: string) => URL.canParse(text, 'https://example.org/'));

/** The schema of OPDS Progression 1.0, and its references as the text of the draft has them. */
const check = ajv.compile({
  type: 'object',
  required: ['modified', 'device', 'progression'],
  properties: {
    title: { type: 'string' },
    modified: { type: 'string', format: 'date-time' },
    device: {
      type: 'object',
      required: ['id', 'name'],
      properties: { id: { type: 'string', format: 'uri' }, name: { type: 'string', minLength: 1 } },
    },
    progression: { type: 'number', minimum: 0, maximum: 1 },
    references: { type: 'array', items: { type: 'string', format: 'uri-reference' } },
    locator: {
      type: 'object',
      required: ['href', 'type'],
      properties: { href: { type: 'string', format: 'uri-reference' }, type: { type: 'string' } },
    },
  },
});

/** What is wrong with a progression document. */
export function progressionProblems(document: unknown): readonly string[] {
  return check(document)
    ? []
    : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
