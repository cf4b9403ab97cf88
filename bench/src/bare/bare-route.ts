/** One route of the bare server, which answers with bytes that Dust gave before. */
export interface BareRoute {
  readonly method: 'GET' | 'PUT';
  /** Without query. */
  readonly path: string;
  readonly status: number;
  readonly type: string | undefined;
  /** Base64 of the body; absent where a file is streamed. */
  readonly body?: string;
  /** Serialises the object in the body for every request, instead of sending the bytes as they are. */
  readonly isSerialised?: boolean;
  /** Absolute path of a file to stream from disk. */
  readonly file?: string;
}
