import type { ArchiveStats, Dashboard } from '@dust/api-contract';
import type { UserStatistics } from '@dust/auth';
import type { ArchiveStats as ArchiveFigures } from '@dust/books-core';
import { presentAdminUser } from './user-presenter.ts';

export function presentArchiveStats(figures: ArchiveFigures): ArchiveStats {
  const { archivedBooks, archivedDueToMissingFiles } = figures;
  return {
    ...figures,
    totalArchived: archivedBooks,
    reasonBreakdown: {
      'File not found': archivedDueToMissingFiles,
      'Manual archive': archivedBooks - archivedDueToMissingFiles,
    },
  };
}

export function presentUserStats(statistics: UserStatistics): Dashboard['userStats'] {
  return {
    ...statistics,
    usersByRole: { ...statistics.usersByRole },
    recentUsers: statistics.recentUsers.map(presentAdminUser),
  };
}

/** @param uptimeS seconds since the server started */
export function presentSystem(version: string, uptimeS: number): Dashboard['systemInfo'] {
  const nodeVersion = process.version;
  return { version, uptime: Math.floor(uptimeS), nodeVersion, denoVersion: nodeVersion };
}
