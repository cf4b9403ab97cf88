import { serveAppPasswords } from './app-password-routes.ts';
import { serveArchive } from './archive-routes.ts';
import { serveAuth } from './auth-routes.ts';
import { serveAuthors } from './author-routes.ts';
import { serveBookEdits } from './book-edit-routes.ts';
import { serveBooks } from './book-routes.ts';
import { serveBookTags } from './book-tag-routes.ts';
import { serveCovers } from './cover-routes.ts';
import { serveDashboard } from './dashboard-routes.ts';
import { serveEvents } from './event-routes.ts';
import { serveFiles } from './file-routes.ts';
import { serveGenres } from './genre-routes.ts';
import { serveKosync } from './kosync-routes.ts';
import { serveMetrics } from './metrics-routes.ts';
import { serveOpds } from './opds-routes.ts';
import { serveOpdsAuthentication } from './opds-authentication-routes.ts';
import { servePages } from './page-routes.ts';
import { serveProgress } from './progress-routes.ts';
import { serveProgression } from './progression-routes.ts';
import { servePublications } from './publication-routes.ts';
import { serveReading } from './reading-routes.ts';
import { serveRoles } from './role-routes.ts';
import type { RouteSetup } from './route-setup.ts';
import { serveScans } from './scan-routes.ts';
import { serveSeries } from './series-routes.ts';
import { serveSystem } from './system-routes.ts';
import { serveTags } from './tag-routes.ts';
import { serveUsers } from './user-routes.ts';

/** Serves every area of the API. */
export function serveAll(setup: RouteSetup): void {
  for (const serve of [
    serveSystem,
    serveMetrics,
    serveAuth,
    serveAppPasswords,
    serveOpdsAuthentication,
    serveUsers,
    serveRoles,
    serveBooks,
    serveBookEdits,
    serveFiles,
    servePages,
    servePublications,
    serveCovers,
    serveAuthors,
    serveGenres,
    serveSeries,
    serveTags,
    serveBookTags,
    serveArchive,
    serveProgress,
    serveProgression,
    serveKosync,
    serveReading,
    serveScans,
    serveDashboard,
    serveEvents,
    serveOpds,
  ]) {
    serve(setup);
  }
}
