import { describe, expect, it } from 'vitest';
import { errors, errorText, isErrorCode } from '../src/index.ts';

describe('error texts', () => {
  it('are fixed for most codes', () => {
    expect(errorText('BOOK_NOT_FOUND')).toBe('Book not found');
  });

  it('name what they are about', () => {
    expect(errorText('TAG_ALREADY_APPLIED', { name: 'Poetry', id: 7 })).toBe(
      'Tag Poetry is already on book 7',
    );
    expect(errorText('BUILT_IN', { things: 'roles' })).toBe('Built-in roles cannot be renamed or deleted');
  });

  it('repeat a name as it is, whatever signs it has', () => {
    expect(errorText('UNKNOWN_ROLE', { name: '$& {name} <b>' })).toBe('Unknown role: $& {name} <b>');
  });

  it('cannot be made without their words', () => {
    // @ts-expect-error the noun is missing
    expect(errorText('INVALID_ID')).toBe('Invalid undefined');
  });

  it('say the same for every failure of the server', () => {
    const failures = Object.values(errors).filter(({ status }) => status >= 500);
    expect(failures.map(({ text }) => text)).toEqual(Array(3).fill('Internal server error'));
  });
});

describe('isErrorCode', () => {
  it('knows the codes of the table', () => {
    expect(isErrorCode('RATE_LIMITED')).toBe(true);
  });

  it('does not take inherited names for codes', () => {
    expect([isErrorCode('toString'), isErrorCode('TEAPOT')]).toEqual([false, false]);
  });
});
