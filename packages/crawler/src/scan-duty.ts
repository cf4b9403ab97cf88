import { realpathSync } from 'node:fs';
import { takeProcessLock } from '@dust/db';

/**
 * Whose duty it is to scan a database's library without being asked. Of several servers on one database the first has it, until its process
 * ends; asked again, another one then takes it over.
 */
export class ScanDuty implements Disposable {
  readonly #databaseFile: string;
  #lock: Disposable | null = null;

  constructor(databaseFile: string) {
    this.#databaseFile = databaseFile;
  }

  isMine(): boolean {
    this.#lock ??= takeProcessLock(`${realpathSync(this.#databaseFile)}.server-lock`);
    return this.#lock !== null;
  }

  [Symbol.dispose](): void {
    this.#lock?.[Symbol.dispose]();
    this.#lock = null;
  }
}
