import { quarantineReasons, type QuarantineItem } from '@dust/api-contract';
import { visibleBooks } from '@dust/books-core';
import {
  getScan,
  listQuarantine,
  listScans,
  ScanNotFoundError,
  type QuarantineItem as DomainItem,
  type ScanReport as DomainReport,
} from '@dust/crawler';
import { publicBase } from '../http/origin.ts';
import { HttpError } from '../http/http-error.ts';
import { nextLink } from '../lists/next-link.ts';
import { presentScanFor } from '../presenters/scan-presenter.ts';
import type { RouteSetup } from './route-setup.ts';

const longestWaitMs = 600_000;

export function serveScans({ router, services }: RouteSetup): void {
  const { config, db, crawler } = services;

  router.route('startScan', async ({ body, query, principal, reply }) => {
    requireLibrary();
    const { scanId, isAlreadyRunning } = await crawler.requestScan({
      trigger: 'manual',
      mode: body.mode ?? 'quick',
      requestedBy: principal.userId,
    });
    if (query.wait === true && (await crawler.waitForScan(scanId, longestWaitMs))) {
      const scan = await presentScanFor(db, principal, await findScan(scanId));
      const { books_found, books_added, books_updated, errors, directories_scanned } = scan;
      return {
        success: scan.status !== 'failed',
        message: 'Library scan completed',
        scanId,
        results: { books_found, books_added, books_updated, errors, directories_scanned },
        scan,
      };
    }
    void reply.code(202).header('location', `/admin/scans/${scanId}`);
    const message = isAlreadyRunning ? 'Library scan already running' : 'Library scan started';
    return { success: true, scanId, message };
  });

  router.route('listScans', async ({ query, principal, request, reply }) => {
    const { scans, total, nextCursor } = await listScans(db, query);
    const link = nextLink(publicBase(request, config.publicUrl), '/admin/scans', { query, nextCursor });
    if (link !== undefined) void reply.header('link', link);
    const shown = scans.map((report) => presentScanFor(db, principal, live(report)));
    return { scans: await Promise.all(shown), total, nextCursor };
  });

  router.route('getScan', async ({ params, principal }) => ({
    scan: await presentScanFor(db, principal, await findScan(params.id)),
  }));

  router.route('confirmScan', async ({ params, body, principal }) => {
    const archivedIds = await crawler.confirm(params.id, body.action);
    const message = body.action === 'archive' ? 'Missing books archived' : 'Missing books kept';
    return {
      success: true,
      message,
      archivedCount: archivedIds.length,
      scan: await presentScanFor(db, principal, await findScan(params.id)),
    };
  });

  router.route('listQuarantine', async ({ query, principal, request, reply }) => {
    const { files, total, nextCursor } = await listQuarantine(db, config.directories, {
      ...query,
      isVisible: (bookId) => visibleBooks(principal, bookId),
    });
    const link = nextLink(publicBase(request, config.publicUrl), '/admin/quarantine', { query, nextCursor });
    if (link !== undefined) void reply.header('link', link);
    return { files: files.map(presentQuarantined), total, nextCursor };
  });

  async function findScan(scanId: number): Promise<DomainReport> {
    const report = await getScan(db, scanId);
    if (report === undefined) throw new ScanNotFoundError();
    return live(report);
  }

  function requireLibrary(): void {
    if (config.directories.length === 0) throw new HttpError('NO_LIBRARY');
  }

  /** The running scan is known more exactly than the database has it. */
  function live(report: DomainReport): DomainReport {
    const current = crawler.currentReport();
    return current !== null && current.id === report.id && report.status === 'running' ? current : report;
  }
}

function presentQuarantined(item: DomainItem): QuarantineItem {
  return { ...item, reason: quarantineReasons.find((reason) => reason === item.reason) ?? 'UNREADABLE' };
}
