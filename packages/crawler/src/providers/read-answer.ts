/** What catalogues learn about who asks. */
export const USER_AGENT = 'Dust (self-hosted media server for readers)';

/** The bytes of an answer, read no further than `most`; null if there are more. */
export async function readAnswer(response: Response, most: number): Promise<Buffer | null> {
  if (response.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** How long a server wants to be left alone, in milliseconds; 0 if it does not say. */
export function retryAfterMs(response: Response, now: Date): number {
  const value = response.headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now.getTime());
}
