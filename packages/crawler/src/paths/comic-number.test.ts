import { describe, expect, it } from 'vitest';
import { numberOfFileName, numberOfFolder } from './comic-number.ts';

describe('numberOfFileName', () => {
  it.each([
    ['Batman 404 (1987)', 404],
    ['Batman v1 #404', 404],
    ['Batman 001', 1],
    ['night_trains_3', 3],
    ['Batman 1987', null],
    ['Batman [12]', null],
    ['Batman 12345', null],
    ['Batman v2', null],
    ['2000AD 7', 7],
    ['Batman 3 1999', 3],
  ])('reads %s', (stem, number) => {
    expect(numberOfFileName(stem)).toBe(number);
  });
});

describe('numberOfFolder', () => {
  it.each([
    ['12', 12],
    ['#12', 12],
    ['012', 12],
    ['1.5', 1.5],
    ['Annual', null],
    ['Annual 2', null],
    ['12a', null],
  ])('reads %s', (name, number) => {
    expect(numberOfFolder(name)).toBe(number);
  });
});
