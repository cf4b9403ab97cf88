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
  const offers = new Set<string>();
  for (const part of String(accepted).toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    if (!parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))) offers.add(name);
  }
  if (offers.has('br')) return 'br';
  return offers.has('gzip') || offers.has('*') ? 'gzip' : undefined;
}

/** Compresses off the main thread, at settings that favour speed: bodies are made for one request or a few. */
export async function compress(encoding: Encoding, body: string | Buffer): Promise<Buffer> {
  if (encoding === 'gzip') return gzipped(body, { level: 5 });
  return brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
}
