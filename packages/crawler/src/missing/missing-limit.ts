/** How many books of a library may vanish at once before a scan asks: more than the share AND at least the count. */
export interface MissingLimit {
  /** 0 to 1. */
  readonly share: number;
  readonly count: number;
}

export const DEFAULT_MISSING_LIMIT: MissingLimit = { share: 0.2, count: 10 };

export function isTooMany(missing: number, of: number, limit: MissingLimit): boolean {
  return missing >= limit.count && missing > of * limit.share;
}

/** Reads a configured share such as `20%`. Throws a RangeError for what is no percentage from 0 to 100. */
export function parseMissingLimit(text: string): MissingLimit {
  const percent = /^\s*(\d+(?:\.\d+)?)\s*%\s*$/.exec(text)?.[1];
  if (percent === undefined || Number(percent) > 100) {
    throw new RangeError(`Not a percentage from 0% to 100%: "${text}"`);
  }
  return { ...DEFAULT_MISSING_LIMIT, share: Number(percent) / 100 };
}
