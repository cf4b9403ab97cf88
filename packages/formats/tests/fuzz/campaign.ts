import { corpus, type Seed } from './corpus.ts';
import { examine, type Finding } from './examine.ts';
import { mutate, splice } from './mutations.ts';
import { Random } from './random.ts';
import { mutateInside } from './zip-mutations.ts';

export interface Case {
  /** Makes this very case again, with {@link makeCase}. */
  readonly number: number;
  readonly seed: Seed;
  readonly data: Buffer;
}

export interface CaseFinding extends Finding {
  readonly made: Case;
}

const seeds = corpus();
const zipped: ReadonlySet<string> = new Set(['epub', 'cbz']);

/** The bad file of a number: always the same one. */
export function makeCase(number: number): Case {
  const random = new Random(number);
  const seed = random.pick(seeds);
  return { number, seed, data: dataOf(seed, random) };
}

function dataOf(seed: Seed, random: Random): Buffer {
  const choice = random.below(10);
  if (choice === 0) return splice(seed.data, random.pick(seeds).data, random);
  const isZip = zipped.has(seed.format) && seed.data[0] === 0x50;
  return isZip && choice < 7 ? mutateInside(seed.data, random) : mutate(seed.data, random);
}

export interface CampaignOptions {
  /** The first case. */
  readonly from: number;
  readonly durationMs: number;
  /** Told before each case, so that one which ends the process can be found. */
  readonly onCase?: (made: Case) => void;
  readonly onFinding?: (finding: CaseFinding) => void;
}

/** Examines case after case for a time. */
export async function runCampaign(
  options: CampaignOptions,
): Promise<{ cases: number; findings: CaseFinding[] }> {
  const { from, durationMs, onCase, onFinding } = options;
  const end = performance.now() + durationMs;
  const findings: CaseFinding[] = [];
  let number = from;
  for (; performance.now() < end; number += 1) {
    const made = makeCase(number);
    onCase?.(made);
    for (const finding of await examine(made.data, made.seed.format)) {
      findings.push({ ...finding, made });
      onFinding?.({ ...finding, made });
    }
  }
  return { cases: number - from, findings };
}
