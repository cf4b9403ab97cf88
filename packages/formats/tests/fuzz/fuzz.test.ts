import { describe, expect, it } from 'vitest';
import { makeCase, runCampaign } from './campaign.ts';
import { examine } from './examine.ts';

const seconds = Number(process.env['DUST_FUZZ_SECONDS'] ?? 3);
const from = Number(process.env['DUST_FUZZ_FROM'] ?? 1);

describe('readers', () => {
  it(
    `survive ${seconds} seconds of bad files, from number ${from} on`,
    async () => {
      const { cases, findings } = await runCampaign({ from, durationMs: seconds * 1000 });
      const told = findings.map(
        ({ made, reader, what }) => `${made.number} ${made.seed.name} ${reader}: ${what}`,
      );
      expect(told).toEqual([]);
      expect(cases).toBeGreaterThan(0);
    },
    (seconds + 60) * 1000,
  );
});

describe('a bad file', () => {
  it('is the same for the same number, and another for another', () => {
    expect(makeCase(7)).toEqual(makeCase(7));
    expect(new Set([1, 2, 3, 4].map((number) => makeCase(number).data.toString('hex'))).size).toBe(4);
  });

  it('is found when a reader throws what is no problem of the file', async () => {
    const data = Buffer.from('%PDF-1.7 and what no reader expects');
    Object.defineProperty(data, 'subarray', {
      value: () => {
        throw new TypeError('not foreseen');
      },
    });
    const findings = await examine(data, 'pdf');
    expect(findings.map(({ what }) => what)).toContain('TypeError: not foreseen');
  });
});
