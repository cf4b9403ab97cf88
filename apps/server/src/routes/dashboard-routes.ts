import { getUserStatistics } from '@dust/auth';
import { findLastScan } from '@dust/crawler';
import { presentSystem, presentUserStats } from '../presenters/figure-presenter.ts';
import { presentScan } from '../presenters/scan-presenter.ts';
import type { RouteSetup } from './route-setup.ts';

export function serveDashboard({ router, services }: RouteSetup): void {
  const { db, catalog, version } = services;

  router.route('getDashboard', async ({ principal }) => {
    const [userStatistics, libraryStats, lastScan] = await Promise.all([
      getUserStatistics(db),
      catalog.libraryStats(principal),
      findLastScan(db),
    ]);
    return {
      userStats: presentUserStats(userStatistics),
      libraryStats: { ...libraryStats, booksByFormat: { ...libraryStats.booksByFormat } },
      systemInfo: presentSystem(version, process.uptime()),
      lastScan: lastScan === undefined ? null : presentScan(lastScan),
    };
  });
}
