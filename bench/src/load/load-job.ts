/** One request, sent over and over; or its siblings in turn. */
export interface LoadRequest {
  readonly method: 'GET' | 'PUT' | 'POST';
  /** Path and query. */
  readonly path: string;
  /** Paths and queries to ask for in turn, instead of the one. */
  readonly paths?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly expectedStatus: number;
}

export interface LoadJob {
  readonly port: number;
  readonly request: LoadRequest;
  readonly connections: number;
  /** Requests of this first part are sent but not counted. */
  readonly warmupMs: number;
  readonly durationMs: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** Milliseconds; 0 without any request. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Bytes of one second's bodies. */
  readonly bytesPerSecond: number;
  /** Answers with another status, broken answers and lost connections; the first one is described. */
  readonly errors: number;
  readonly firstError: string | undefined;
}
