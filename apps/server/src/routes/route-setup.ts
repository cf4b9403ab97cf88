import type { AccessControl } from '../http/access.ts';
import type { Router } from '../http/router.ts';
import type { Tokens } from '../http/tokens.ts';
import type { RequestMetrics } from '../metrics/request-metrics.ts';
import type { Services } from '../services.ts';

/** What the routes of an area are made with. */
export interface RouteSetup {
  readonly router: Router;
  readonly services: Services;
  readonly tokens: Tokens;
  readonly access: AccessControl;
  readonly requests: RequestMetrics;
}
