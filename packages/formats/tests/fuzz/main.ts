import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeCase, runCampaign } from './campaign.ts';
import { examine } from './examine.ts';

// node --conditions=dust-source tests/fuzz/main.ts [--seconds 600] [--from 1] [--out folder] [--case number]
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    from: { type: 'string', default: '1' },
    out: { type: 'string', default: 'fuzz-findings' },
    case: { type: 'string' },
  },
});

if (values.case === undefined) {
  const { out, from, seconds } = values;
  mkdirSync(out, { recursive: true });
  const { cases, findings } = await runCampaign({
    from: Number(from),
    durationMs: Number(seconds) * 1000,
    onCase: ({ number, seed, data }) => {
      // What hangs or ends the process is the last one written.
      writeFileSync(join(out, `last.${seed.format}`), data);
      writeFileSync(join(out, 'last.txt'), `${number} ${seed.name}\n`);
    },
    onFinding: ({ made, reader, what, stack }) => {
      const { number, seed, data } = made;
      writeFileSync(join(out, `${number}.${seed.format}`), data);
      console.log(`case ${number} of ${seed.name}, ${reader}: ${what}\n${stack}`);
    },
  });
  console.log(`${cases} cases from ${from}, ${findings.length} findings in ${seconds} s`);
} else {
  const { seed, data } = makeCase(Number(values.case));
  console.log(seed.name, data.length, await examine(data, seed.format));
}
