import { expect, it } from 'vitest';
import { EventStreamParser } from '../../src/client/event-stream.ts';

function parse(...pieces: string[]): unknown[] {
  const parser = new EventStreamParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

it('reads a message that comes in pieces', () => {
  expect(parse('id: 1\nev', 'ent: a\nda', 'ta: {}\n', '\n')).toEqual([{ id: '1', event: 'a', data: '{}' }]);
});

it.each([['\n'], ['\r'], ['\r\n']])('reads line ends of every kind', (end) => {
  // The comment shows that a single carriage return was a line end.
  const text = ['event: a', 'data: 1', '', ': more', ''].join(end);
  expect(parse(...text.split(''))).toEqual([{ id: null, event: 'a', data: '1' }]);
});

it('joins several lines of data', () => {
  expect(parse('data: one\ndata:two\n\n')).toEqual([{ id: null, event: 'message', data: 'one\ntwo' }]);
});

it('keeps the id for messages without one', () => {
  expect(parse('id: 1\ndata: a\n\ndata: b\n\n')).toMatchObject([{ id: '1' }, { id: '1' }]);
});

it('starts with the id it is given', () => {
  expect(new EventStreamParser('5').push('data: a\n\n')).toMatchObject([{ id: '5' }]);
});

it('leaves out comments and messages without data', () => {
  expect(parse(': still here\n\nevent: a\n\ndata\n\n')).toEqual([{ id: null, event: 'message', data: '' }]);
});

it('takes the wait before reconnecting from the stream', () => {
  const parser = new EventStreamParser();
  parser.push('retry: 3000\nretry: soon\n');
  expect(parser.retryMs).toBe(3000);
});

it('ignores an id with a null character', () => {
  expect(parse('id: 1\0\ndata: a\n\n')).toMatchObject([{ id: null }]);
});
