import { toDbTime, toIsoTime, type Db } from '@dust/db';
import type { Library } from '../paths/libraries.ts';
import type { ScanReport, ScanStatus } from '../scan-report.ts';
import { pendingQuestion } from '../missing/pending-question.ts';
import type { ScanOutcome } from './run-scan.ts';
import { endScan, saveReport, type ScanRequest } from '../reports/scan-records.ts';
import type { ReadingState } from '../reports/reading-state.ts';
import type { StoredReport } from '../reports/stored-report.ts';
import { Tally } from '../reports/tally.ts';

export interface ScanRunOptions {
  readonly db: Db;
  readonly scanId: number;
  readonly request: ScanRequest;
  readonly startedAt: Date;
  /** How far books were read by the present readers, once the scan is complete. */
  readonly reading: ReadingState;
  readonly libraries: readonly Library[];
  readonly clock: () => Date;
  readonly onProgress: (report: ScanReport) => void;
  readonly onFailure: (error: unknown) => void;
}

const REPORT_EVERY_MS = 1000;

/** A scan under way: what it has counted, and its row in the database. */
export class ScanRun {
  readonly tally: Tally = new Tally();
  readonly #options: ScanRunOptions;
  readonly #start = performance.now();
  #saving: Promise<void> = Promise.resolve();

  constructor(options: ScanRunOptions) {
    this.#options = options;
  }

  get scanId(): number {
    return this.#options.scanId;
  }

  get trigger(): ScanRequest['trigger'] {
    return this.#options.request.trigger;
  }

  /** Does the work, reports at most once a second and always at the end. Never rejects: failures are the report's status. */
  async execute(
    work: () => Promise<ScanOutcome>,
  ): Promise<{ report: ScanReport; outcome: ScanOutcome | null }> {
    const timer = setInterval(() => this.#reportProgress(), REPORT_EVERY_MS);
    let outcome: ScanOutcome | null = null;
    try {
      this.#reportProgress();
      outcome = await work();
    } catch (error) {
      this.#options.onFailure(error);
    } finally {
      clearInterval(timer);
      await this.#saving;
    }
    const report = await this.#end(outcome);
    this.#options.onProgress(report);
    return { report, outcome };
  }

  /** The report as of now. */
  report(): ScanReport {
    return this.#scanReport('running', this.#stored(), null);
  }

  #reportProgress(): void {
    this.#options.onProgress(this.report());
    const { db, scanId } = this.#options;
    // A report that cannot be saved now is followed by another; the last one is not allowed to fail.
    this.#saving = this.#saving
      .then(() => saveReport(db, scanId, this.#stored()))
      .catch(this.#options.onFailure);
  }

  async #end(outcome: ScanOutcome | null): Promise<ScanReport> {
    const { db, scanId, libraries, clock, reading } = this.#options;
    const now = clock();
    const heldBack = outcome?.heldBack ?? null;
    const status = outcome === null ? 'failed' : heldBack === null ? 'completed' : 'needs_confirmation';
    const report: StoredReport = {
      ...this.#stored(),
      duration_ms: Math.round(performance.now() - this.#start),
      progress: null,
      ...(outcome === null ? {} : { reading }),
      ...(heldBack === null
        ? {}
        : { pending: await pendingQuestion(db, heldBack, libraries), pending_ids: heldBack.ids }),
    };
    try {
      await endScan(db, scanId, { status, report, now });
    } catch (error) {
      // Its row says that it runs; the next start marks it as failed.
      this.#options.onFailure(error);
      return this.#scanReport('failed', report, now);
    }
    return this.#scanReport(status, report, now);
  }

  #stored(): StoredReport {
    return {
      ...this.tally.counts(),
      duration_ms: null,
      warnings: [...this.tally.warnings],
      pending: null,
      progress: { files_done: this.tally.filesDone, files_total: this.tally.filesTotal },
    };
  }

  #scanReport(status: ScanStatus, stored: StoredReport, finishedAt: Date | null): ScanReport {
    const { scanId, request, startedAt } = this.#options;
    const { pending_ids: _ids, reading: _reading, ...report } = stored;
    return {
      id: scanId,
      status,
      trigger: request.trigger,
      mode: request.mode,
      requested_by: request.requestedBy,
      started_at: isoTime(startedAt),
      finished_at: finishedAt === null ? null : isoTime(finishedAt),
      ...report,
    };
  }
}

function isoTime(moment: Date): string {
  return toIsoTime(toDbTime(moment)) ?? '';
}
