import type { Database } from 'better-sqlite3';
import { hasTable, listObjects, quoteName, type SchemaObject } from './introspection.ts';
import { sharedTables, type ReferenceSchema } from './reference-schema.ts';

/**
 * Takes out of the way what somebody else has put into the file: triggers, so that none runs during the conversion, and
 * everything that has a name Dust needs. Tables are renamed; the rest is dropped and returned.
 */
export function clearTheWay(database: Database, reference: ReferenceSchema): SchemaObject[] {
  const objects = listObjects(database).filter(({ name }) => !sharedTables.has(name.toLowerCase()));
  const dropped = objects.filter(
    ({ type, name, sql }) =>
      sql !== null &&
      (type === 'trigger' || (type !== 'table' && reference.addedNames.has(name.toLowerCase()))),
  );
  for (const { type, name } of dropped) database.exec(`DROP ${type} ${quoteName(name)}`);
  for (const { type, name } of objects) {
    // Renaming a virtual table has renamed the tables under it.
    const isInTheWay =
      type === 'table' && reference.addedNames.has(name.toLowerCase()) && hasTable(database, name);
    if (isInTheWay)
      database.exec(`ALTER TABLE ${quoteName(name)} RENAME TO ${quoteName(freeName(database, name))}`);
  }
  return dropped;
}

function freeName(database: Database, name: string): string {
  const taken = new Set(listObjects(database).map((object) => object.name.toLowerCase()));
  let free = `${name}_before_dust`;
  for (let n = 2; taken.has(free.toLowerCase()); n += 1) free = `${name}_before_dust_${n}`;
  return free;
}
