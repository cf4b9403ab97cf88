import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HistogramSample, Sample } from './exposition.ts';
import { Histogram } from './histogram.ts';

/** Seconds. */
const durationBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** The requests of one route with one method. */
interface RouteFigures {
  readonly method: string;
  readonly route: string;
  readonly byStatus: Map<number, number>;
  readonly durations: Histogram;
}

/** Counts an answer that is on its way; a second call for a request counts nothing. */
export type CountAnswer = (request: FastifyRequest, reply: FastifyReply) => void;

/** Counts answers by method, route and status, and how long they took. */
export class RequestMetrics {
  readonly #routes = new Map<string, Map<string, RouteFigures>>();

  /**
   * Makes what counts the answers of a route.
   *
   * @param route the pattern, such as `/books/:id`; never a path, of which there is no end
   */
  counterOf(route: string): CountAnswer {
    const byMethod = this.#routes.get(route) ?? new Map<string, RouteFigures>();
    this.#routes.set(route, byMethod);
    return (request, { statusCode }) => {
      const { method, startedAtMs } = request;
      if (startedAtMs === 0) return;
      request.startedAtMs = 0;
      let figures = byMethod.get(method);
      if (figures === undefined) {
        figures = { method, route, byStatus: new Map(), durations: new Histogram(durationBounds) };
        byMethod.set(method, figures);
      }
      figures.byStatus.set(statusCode, (figures.byStatus.get(statusCode) ?? 0) + 1);
      figures.durations.observe((performance.now() - startedAtMs) / 1000);
    };
  }

  /** By method, route and status. */
  counts(): readonly Sample[] {
    return this.#all().flatMap(({ method, route, byStatus }) =>
      [...byStatus].map(([status, value]) => ({ labels: { method, route, status: String(status) }, value })),
    );
  }

  /** By method and route. */
  durations(): readonly HistogramSample[] {
    return this.#all().map(({ method, route, durations }) => ({
      labels: { method, route },
      histogram: durations,
    }));
  }

  #all(): readonly RouteFigures[] {
    return [...this.#routes.values()].flatMap((byMethod) => [...byMethod.values()]);
  }
}
