import type { Db } from '@dust/db';
import { BoundedMap } from '../bounded-map.ts';
import { toMinute, Touches } from '../sessions/touches.ts';

export interface AppPasswordUsesOptions {
  /** How long uses of app passwords are gathered before they are written; 5 s by default. */
  readonly touchDelayMs?: number;
  /** Told of a failure to write when app passwords were used; the uses are lost, nothing else. */
  readonly onTouchError?: (error: unknown) => void;
}

const maxRemembered = 5000;

/** Notes when app passwords were used: each at most once a minute, and no request waits for it. */
export class AppPasswordUses {
  readonly #touches: Touches<number>;
  /** Unix minutes of the last use by id. */
  readonly #minutes = new BoundedMap<number, number>(maxRemembered);

  constructor(db: Db, { touchDelayMs = 5000, onTouchError = ignore }: AppPasswordUsesOptions) {
    this.#touches = new Touches({
      db,
      delayMs: touchDelayMs,
      onError: onTouchError,
      write: (tx, id, usedAt) =>
        tx.updateTable('app_passwords').set({ last_used_at: usedAt }).where('id', '=', id).execute(),
    });
  }

  add(id: number, usedAt: Date): void {
    const minute = toMinute(usedAt.getTime());
    if (this.#minutes.get(id) === minute) return;
    this.#minutes.set(id, minute);
    this.#touches.add(id, usedAt);
  }

  flush(): Promise<void> {
    return this.#touches.flush();
  }
}

function ignore(): void {}
