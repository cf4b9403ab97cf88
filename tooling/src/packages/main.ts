import { checkPackage } from './check-package.ts';
import { listPublishedPackages } from '../workspace.ts';

// Two at a time: each check packs a package and starts processes of its own.
const queue = listPublishedPackages();
const failures: string[] = [];

async function work(): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const problems = await checkPackage(next.folder);
    console.log(`${problems.length === 0 ? 'ok' : 'FAILED'}  ${next.manifest.name}`);
    failures.push(...problems);
  }
}

await Promise.all([work(), work()]);
for (const failure of failures) console.error(failure);
process.exitCode = failures.length === 0 ? 0 : 1;
