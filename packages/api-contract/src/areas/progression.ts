import { Type, type Static } from 'typebox';
import { bookNoun } from './book.ts';
import { IdParams } from '../common.ts';
import { ErrorBody } from '../errors.ts';
import { needsBook, readsBody } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';
import { Body, Maybe } from '../schemas.ts';

/** A device of a reader: an id as URI, and a name for people. */
export const ReadingDevice = Type.Object(
  {
    id: Type.String({ maxLength: 250, pattern: '^[A-Za-z][A-Za-z0-9+.-]*:\\S+$', description: 'URI' }),
    name: Type.String({ minLength: 1, maxLength: 300 }),
  },
  { title: 'ReadingDevice' },
);
export type ReadingDevice = Static<typeof ReadingDevice>;

const Share = Type.Number({ minimum: 0, maximum: 1, description: '0–1 of the publication' });

/** An OPDS Progression document, and a Readium locator where there is one. */
export const ProgressionDocument = Type.Unsafe<ProgressionDocument>(
  Type.Object(
    {
      modified: Type.String({ format: 'date-time' }),
      device: ReadingDevice,
      progression: Share,
      quality: Type.Unsafe<PositionQuality>({
        type: 'string',
        enum: ['exact', 'derived', 'approximate'],
        description:
          '`exact` is the very place, `derived` the page or chapter that another client named, `approximate` the chapter by share',
      }),
    },
    {
      title: 'ProgressionDocument',
      additionalProperties: true,
      description:
        'OPDS Progression 1.0, with `title`, `references` and a Readium `locator` as far as they are known',
    },
  ),
);
export interface ProgressionDocument {
  readonly title?: string | undefined;
  /** When it was read. */
  readonly modified: string;
  readonly device: ReadingDevice;
  readonly progression: number;
  readonly references?: readonly string[] | undefined;
  readonly locator?: object | undefined;
  readonly quality: PositionQuality;
}
export type PositionQuality = 'exact' | 'derived' | 'approximate';

/** The failure of a client that read earlier than another: with what is known instead. */
export const ProgressionConflict = Type.Object(
  { ...ErrorBody.properties, progression: ProgressionDocument },
  { title: 'ProgressionConflict' },
);
export type ProgressionConflict = Static<typeof ProgressionConflict>;

/** `progression` may be left out where the locator has `totalProgression`. */
export const ProgressionUpdate = Body({
  title: Maybe(Type.String({ maxLength: 1000 })),
  modified: Type.String({
    pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:?\\d\\d)$',
    description: 'when it was read, in ISO 8601; what lies in the future counts as now',
  }),
  device: ReadingDevice,
  progression: Maybe(Share),
  references: Type.Optional(
    Type.Array(Type.String({ maxLength: 2000 }), {
      maxItems: 20,
      description: 'URI references into the publication: `chapter1.html#par36`, `#page=17`',
    }),
  ),
  locator: Type.Optional(
    Type.Unsafe<object>({ type: 'object', description: 'Readium locator, kept as it is' }),
  ),
});
export type ProgressionUpdate = Static<typeof ProgressionUpdate>;

const place = {
  path: '/books/:id/progression',
  appPath: '/opds/books/:id/progression',
  tags: ['progression'],
  permission: 'books.read',
  params: IdParams,
  produces: ['application/opds-progression+json'],
  idNouns: bookNoun,
} as const;

export const getProgression = {
  ...place,
  operationId: 'getProgression',
  method: 'GET',
  summary: 'where a device of the reader was last',
  description: 'The body is empty for a book nobody has opened.',
  responses: { 200: ProgressionDocument },
  errors: needsBook,
} as const satisfies Operation;

export const updateProgression = {
  ...place,
  operationId: 'updateProgression',
  method: 'PUT',
  summary: 'say where a device is',
  description: 'The later reading wins, whichever arrives first; the earlier one is told of it.',
  body: ProgressionUpdate,
  bodyRequired: true,
  responses: { 200: ProgressionDocument, 409: ProgressionConflict },
  errors: [...needsBook, ...readsBody, 'PROGRESSION_OUTDATED'],
} as const satisfies Operation;
