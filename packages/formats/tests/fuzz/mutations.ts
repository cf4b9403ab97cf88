import type { Random } from './random.ts';

/** Numbers at which sizes and offsets go wrong. */
const numbers: readonly [number, ...number[]] = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe,
  0xffffffff,
];

/** What the formats are made of. */
const words: readonly [string, ...string[]] = [
  'PK\x03\x04',
  'PK\x01\x02',
  'PK\x05\x06',
  'PK\x06\x06',
  '\x01\x00\x1c\x00',
  '%PDF-1.7',
  'endobj',
  'xref',
  'trailer',
  'startxref',
  '/Prev 0',
  '/Length 999999999',
  '/Type /ObjStm',
  '/Filter /FlateDecode',
  '[[[[[[[[[[[[',
  '<<<<<<<<',
  'EXTH',
  'BOOKMOBI',
  'Rar!\x1a\x07\x01\x00',
  'Rar!\x1a\x07\x00',
  '<?xml version="1.0" encoding="utf-16"?>',
  '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
  '<![CDATA[',
  ']]>',
  '&#x110000;',
  '&#0;',
  '&b;',
  '</metadata>',
  '<metadata>',
  'href="../../../etc/passwd"',
  'href="%"',
  'idref=""',
  '\u0000',
  '\u202e',
  '\uFFFD',
  '\xed\xa0\x80',
  '\x89PNG\r\n\x1a\n',
  '\xff\xd8\xff\xe1',
  'RIFF\xff\xff\xff\xffWEBPVP8X',
];

type Mutation = (data: Buffer, random: Random) => Buffer;

const mutations: readonly [Mutation, ...Mutation[]] = [
  function flipBit(data, random) {
    const at = random.below(data.length);
    data[at] = (data[at] ?? 0) ^ (1 << random.below(8));
    return data;
  },
  function setByte(data, random) {
    data[random.below(data.length)] = random.pick(numbers) & 0xff;
    return data;
  },
  function setNumber(data, random) {
    const value = random.pick(numbers);
    const bytes = Buffer.alloc(4);
    if (random.below(2) === 0) bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    bytes.copy(data, random.below(data.length), 0, random.below(2) === 0 ? 4 : 2);
    return data;
  },
  function cutOff(data, random) {
    return data.subarray(0, random.below(data.length));
  },
  function cutOut(data, random) {
    const start = random.below(data.length);
    return Buffer.concat([data.subarray(0, start), data.subarray(start + 1 + random.below(64))]);
  },
  function repeat(data, random) {
    const start = random.below(data.length);
    const part = data.subarray(start, start + 1 + random.below(256));
    const copies = Array.from({ length: 1 + random.below(20) }, () => part);
    return Buffer.concat([data.subarray(0, start), ...copies, data.subarray(start)]);
  },
  function overwriteWithWord(data, random) {
    Buffer.from(random.pick(words), 'latin1').copy(data, random.below(data.length));
    return data;
  },
  function insertWord(data, random) {
    const at = random.below(data.length);
    return Buffer.concat([data.subarray(0, at), Buffer.from(random.pick(words)), data.subarray(at)]);
  },
  function moveWithin(data, random) {
    data.copyWithin(random.below(data.length), random.below(data.length), random.below(data.length));
    return data;
  },
];

/** Bytes with one to a few things wrong; may be empty. */
export function mutate(original: Uint8Array, random: Random): Buffer {
  let data: Buffer = Buffer.from(original);
  for (let count = 1 + random.below(random.pick([1, 2, 8])); count > 0 && data.length > 0; count -= 1) {
    data = random.pick(mutations)(data, random);
  }
  return data;
}

/** The beginning of one file and the end of another. */
export function splice(one: Uint8Array, other: Uint8Array, random: Random): Buffer {
  return Buffer.concat([
    one.subarray(0, random.below(one.length)),
    other.subarray(random.below(other.length)),
  ]);
}
