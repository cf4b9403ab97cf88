import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

/** Answers up to this size are sent as they are. */
const smallBytes = 1024;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** The encoding to use for a body of this size, by what the client accepts; undefined: none. */
export function chooseEncoding(
  accepted: string | string[] | undefined,
  sizeBytes: number,
): Encoding | undefined {
  if (accepted === undefined || sizeBytes <= smallBytes) return undefined;
  const weights = readWeights(String(accepted));
  const others = weights.get('*') ?? 0;
  const br = weights.get('br') ?? others;
  const gzipWeight = weights.get('gzip') ?? others;
  const best = Math.max(br, gzipWeight);
  // Who does not name the plain form takes it when there is no other.
  if (best === 0 || best < (weights.get('identity') ?? 0)) return undefined;
  return br === best ? 'br' : 'gzip';
}

/** The codings of `Accept-Encoding` with their weights from 0 to 1 (RFC 9110, 12.5.3); a weight that is none counts as 1. */
function readWeights(accepted: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const part of accepted.toLowerCase().split(',')) {
    const end = part.indexOf(';');
    if (end === -1) weights.set(part.trim(), 1);
    else weights.set(part.slice(0, end).trim(), weightOf(part.slice(end)));
  }
  return weights;
}

function weightOf(parameters: string): number {
  const weight = /;\s*q=([01](?:\.\d*)?)\s*(?:;|$)/.exec(parameters)?.[1];
  return weight === undefined ? 1 : Math.min(Number(weight), 1);
}

/** Compresses off the main thread, at settings that favour speed: bodies are made for one request or a few. */
export async function compress(encoding: Encoding, body: string | Buffer): Promise<Buffer> {
  if (encoding === 'gzip') return gzipped(body, { level: 5 });
  return brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
}
