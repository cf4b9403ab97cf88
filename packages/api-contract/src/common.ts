import { Type, type Static } from 'typebox';
import { Nullable } from './schemas.ts';

/** A positive integer up to 2^53−1. In a path it is written in plain digits. */
export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/**
 * Reads an id or a page number from a path segment: plain digits, 1 to 2^53−1.
 * @returns undefined for everything else (`0`, `+7`, `7.0`, `1e3`, blanks, too large).
 */
export function parseId(segment: string): number | undefined {
  if (!/^\d{1,32}$/.test(segment)) return undefined;
  const id = Number(segment);
  return id >= 1 && id <= Number.MAX_SAFE_INTEGER ? id : undefined;
}

/** ISO 8601 in UTC with whole seconds: `2024-01-15T10:30:00Z`. */
export const Time = Type.String({ format: 'date-time' });

/** A non-negative whole number of things. */
export const Count = Type.Integer({ minimum: 0 });

/** A number of things by name. */
export const Counts = Type.Unsafe<Record<string, number>>({
  type: 'object',
  additionalProperties: { type: 'integer' },
});

export const NullableText = Nullable(Type.String());
export const NullableTime = Nullable(Time);
export const NullableInteger = Nullable(Type.Integer());
export const Texts = Type.Array(Type.String());

/** A name list in a query: `a,b`, or the parameter repeated. Names are trimmed and blanks dropped. */
export const CommaList = Type.Array(Type.String(), { description: 'comma list' });

export const IdParams = Type.Object({ id: Id });

/** Fields of every paged query. Without `limit` the complete list is sent. */
export const paging = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: 'entries on a page' })),
  cursor: Type.Optional(Type.String({ description: '`nextCursor` of the page before' })),
};

export const PageQuery = Type.Object(paging);
export type PageQuery = Static<typeof PageQuery>;

/** Fields of every paged answer: `nextCursor` is null on the last page. */
export const page = { total: Count, nextCursor: NullableText };

/** A sentence for people. */
export const Message = Type.Object({ message: Type.String() }, { title: 'Message' });
export type Message = Static<typeof Message>;

/** The book a nested answer is about, by id only. */
export const BookId = Type.Object({ id: Id }, { title: 'BookId' });
export type BookId = Static<typeof BookId>;
