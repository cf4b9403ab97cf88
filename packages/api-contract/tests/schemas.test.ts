import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import {
  BookEdit,
  fileFormats,
  isPermissionName,
  mediaTypeOf,
  Nullable,
  parseId,
  permissions,
  ProgressUpdate,
} from '../src/index.ts';

describe('Nullable', () => {
  it('lists null among the types', () => {
    expect(Nullable(Type.String({ maxLength: 3 }))).toEqual({ type: ['string', 'null'], maxLength: 3 });
  });

  it('lists null among the values of an enumeration', () => {
    const schema = Nullable(Type.Enum(['a', 'b'], { type: 'string' }));
    expect(schema).toEqual({ type: ['string', 'null'], enum: ['a', 'b', null] });
  });

  it('keeps what an object holds', () => {
    const schema = Nullable(Type.Object({ id: Type.Integer() }));
    expect([Value.Check(schema, null), Value.Check(schema, { id: 1 }), Value.Check(schema, {})]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('refuses a schema without a single type', () => {
    expect(() => Nullable(Type.Union([Type.String(), Type.Number()]))).toThrow(TypeError);
  });
});

describe('parseId', () => {
  it.each([
    ['1', 1],
    ['007', 7],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('reads %s', (segment, id) => {
    expect(parseId(segment)).toBe(id);
  });

  it.each(['', '0', '-1', '+7', '7.0', '1e3', '0x7', ' 7', '9007199254740992', '٧'])(
    'refuses "%s"',
    (segment) => {
      expect(parseId(segment)).toBeUndefined();
    },
  );
});

describe('request bodies', () => {
  it('take null for an absent property', () => {
    expect(Value.Check(ProgressUpdate, { current_page: 3, total_pages: null, current_location: null })).toBe(
      true,
    );
  });

  it('do not take text for a number', () => {
    expect(Value.Check(ProgressUpdate, { current_page: '3' })).toBe(false);
  });

  it.each([
    [1, true],
    [2_147_483_647, true],
    [0, false],
    [2_147_483_648, false],
    [1e300, false],
  ])('take %d as the pages of a book: %s', (pages, isTaken) => {
    expect(Value.Check(BookEdit, { page_count: pages })).toBe(isTaken);
  });

  it.each(['1925', '1925-04', '1925-04-10', ''])('take "%s" as a publication date', (date) => {
    expect(Value.Check(BookEdit, { publication_date: date })).toBe(true);
  });

  it.each(['25', '1925-13', '1925-04-32', '1925-4', 'spring'])(
    'refuse "%s" as a publication date',
    (date) => {
      expect(Value.Check(BookEdit, { publication_date: date })).toBe(false);
    },
  );
});

describe('tables', () => {
  it('hold the 18 permissions in the order of their ids', () => {
    expect(permissions).toHaveLength(18);
    expect(permissions.indexOf('admin.full') + 1).toBe(12);
  });

  it('tell permission names from other texts', () => {
    expect([isPermissionName('books.read'), isPermissionName('books.burn')]).toEqual([true, false]);
  });

  it('know a media type for every format', () => {
    expect(fileFormats.map(mediaTypeOf)).not.toContain('application/octet-stream');
  });

  it('serve unknown formats as bytes', () => {
    expect([mediaTypeOf('doc'), mediaTypeOf(null)]).toEqual(Array(2).fill('application/octet-stream'));
  });
});
