import { hash } from 'node:crypto';
import { getChangeVersions } from '@dust/db';
import { BoundedMap } from '../bounded-map.ts';
import type { ClockContext } from '../context.ts';
import { AppPasswordUses, type AppPasswordUsesOptions } from '../app-passwords/app-password-uses.ts';
import { stillHolds, type Proof } from './proof.ts';
import { loadGrants } from './principal-queries.ts';
import { Principal } from './principal.ts';
import { createSecret } from './tokens.ts';

interface Remembered {
  readonly principal: Principal;
  readonly proof: Proof;
  /** The version of the accounts at which this was read. */
  readonly version: number;
}

const rememberedMs = 5 * 60_000;
const maxRemembered = 1000;

/**
 * Remembers verified credentials for 5 minutes at the most. After any change of accounts, whoever's it is, they are looked at again
 * and forgotten unless they hold as they did.
 */
export class RememberedCredentials implements AsyncDisposable {
  readonly #context: ClockContext;
  readonly #uses: AppPasswordUses;
  readonly #known = new BoundedMap<string, Remembered>(maxRemembered);
  readonly #underWay = new Map<string, Promise<Remembered>>();
  // Passwords are not kept: only digests, made with a secret that never leaves this process.
  readonly #secret = createSecret();

  constructor(context: ClockContext, options: AppPasswordUsesOptions) {
    this.#context = context;
    this.#uses = new AppPasswordUses(context.db, options);
  }

  /** Who it is that sends the credentials; `verify` is asked only where that is not known, and throws when they are wrong. */
  async find(credentials: readonly string[], verify: () => Promise<Proof>): Promise<Principal> {
    const key = hash('sha256', this.#secret + JSON.stringify(credentials), 'base64url');
    const { accounts } = await getChangeVersions(this.#context.db);
    const known = this.#fresh(key);
    let found = known?.version === accounts ? known : await this.#together(key, verify);
    // Begun for another request, before a change of accounts that this one came after.
    while (found.version < accounts) found = await this.#together(key, verify);
    if (found.proof.appPassword !== null) this.#uses.add(found.proof.appPassword.id, this.#context.clock());
    return found.principal;
  }

  /** Writes down the uses of app passwords that are still in memory. */
  flush(): Promise<void> {
    return this.#uses.flush();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.flush();
  }

  #fresh(key: string): Remembered | undefined {
    const known = this.#known.get(key);
    return known !== undefined && known.principal.expiresAt > this.#context.clock().getTime()
      ? known
      : undefined;
  }

  /** An app asks for many covers at once: they wait for one verification together. */
  #together(key: string, verify: () => Promise<Proof>): Promise<Remembered> {
    const begun = this.#underWay.get(key);
    if (begun !== undefined) return begun;
    const verification = this.#renewOrVerify(key, verify).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, verification);
    return verification;
  }

  async #renewOrVerify(key: string, verify: () => Promise<Proof>): Promise<Remembered> {
    const { db, clock } = this.#context;
    // Read first: what is read after it is at least as new, so it is never kept too long.
    const { accounts: version } = await getChangeVersions(db);
    const known = this.#fresh(key);
    const holds = known !== undefined && (await stillHolds(db, known.proof));
    this.#known.delete(key);
    const proof = holds ? known.proof : await verify();
    const { id: userId } = proof.account;
    const principal = new Principal({
      userId,
      sessionPublicId: null,
      expiresAt: holds ? known.principal.expiresAt : clock().getTime() + rememberedMs,
      grants: await loadGrants(db, userId),
    });
    const remembered = { principal, proof, version };
    this.#known.set(key, remembered);
    return remembered;
  }
}
