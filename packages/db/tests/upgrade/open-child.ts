/** Opens a file as a server does: `node open-child.ts <file> [die]`; with `die` it writes an author and kills its own process. */
import { openDatabase } from '../../src/index.ts';

const [, , file = '', end] = process.argv;
await using database = await openDatabase({ file });
if (end === 'die') {
  await database.db.insertInto('authors').values({ name: 'Jane Austen' }).execute();
  process.kill(process.pid, 'SIGKILL');
}
