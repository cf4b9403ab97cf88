import { describe, expectTypeOf, it } from 'vitest';
import type {
  Book,
  BodyOf,
  DustClient,
  DustEvent,
  ErrorCodeOf,
  ParamsOf,
  Progress,
  QueryOf,
  ReplyOf,
  ScanFinished,
  ScanStarted,
  User,
} from '../src/index.ts';

describe('types of the contract', () => {
  it('tell the parameters, query and body of an operation', () => {
    expectTypeOf<ParamsOf<'getPage'>>().toEqualTypeOf<{ id: number; number: number }>();
    expectTypeOf<QueryOf<'startScan'>>().toEqualTypeOf<{ wait?: boolean }>();
    expectTypeOf<BodyOf<'login'>>().toEqualTypeOf<{ email: string; password: string }>();
    expectTypeOf<BodyOf<'getBook'>>().toEqualTypeOf<undefined>();
  });

  it('tell what a successful answer holds', () => {
    expectTypeOf<ReplyOf<'getProfile'>>().toEqualTypeOf<User>();
    expectTypeOf<ReplyOf<'getProgress'>['progress']>().toEqualTypeOf<Progress | null>();
    expectTypeOf<ReplyOf<'startScan'>>().toEqualTypeOf<ScanFinished | ScanStarted>();
    expectTypeOf<ReplyOf<'getReadiness'>['status']>().toEqualTypeOf<'ready'>();
  });

  it('tell which codes an operation fails with', () => {
    expectTypeOf<ErrorCodeOf<'logout'>>().toEqualTypeOf<
      'METHOD_NOT_ALLOWED' | 'INTERNAL_ERROR' | 'SHUTTING_DOWN'
    >();
    expectTypeOf<'BOOK_NOT_FOUND'>().toExtend<ErrorCodeOf<'getBook'>>();
    expectTypeOf<'EMAIL_TAKEN'>().not.toExtend<ErrorCodeOf<'getBook'>>();
  });

  it('give client methods the input they need', () => {
    expectTypeOf<DustClient['getBook']>().parameter(0).toEqualTypeOf<{ readonly params: { id: number } }>();
    expectTypeOf<DustClient['logout']>().toBeCallableWith();
    expectTypeOf<DustClient['listBooks']>().toBeCallableWith({ query: { limit: 5, cursor: null } });
    expectTypeOf<DustClient['streamBook']>().returns.resolves.toEqualTypeOf<Response>();
    expectTypeOf<DustClient['getBook']>().returns.resolves.toHaveProperty('book').toEqualTypeOf<Book>();
  });

  it('tell the data of an event by its name', () => {
    type Added = Extract<DustEvent, { event: 'book.added' }>;
    expectTypeOf<Added['data']>().toEqualTypeOf<{ book: Book }>();
  });
});
