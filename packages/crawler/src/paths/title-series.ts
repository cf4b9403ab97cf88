export interface TitleSeries {
  readonly name: string;
  readonly number: number;
}

const N = String.raw`(\d{1,3}(?:\.\d+)?)`;
const PATTERNS: readonly RegExp[] = [
  new RegExp(String.raw`^.*\S\s*\(([^()#]+)#${N}\)$`, 'u'),
  new RegExp(String.raw`^(.*?\S)\s+${N}\s*:\s*\S.*$`, 'u'),
  new RegExp(String.raw`^(.*\S)\s+(?:book|vol\.?|volume)\s+${N}$`, 'iu'),
];
/** No title is longer; what is stays out of the reach of regular expressions. */
const LONGEST_TITLE = 500;

/** The series a title speaks of ("Wheel Book 4", "The Title (The Saga #12)", "Some Series 3: The Title"), if any. */
export function seriesOfTitle(title: string): TitleSeries | null {
  if (title.length > LONGEST_TITLE) return null;
  for (const pattern of PATTERNS) {
    const match = pattern.exec(title);
    const name = match?.[1]?.replace(/[\s,:–—-]+$/u, '').trim() ?? '';
    if (match?.[2] !== undefined && name !== '') return { name, number: Number(match[2]) };
  }
  return null;
}
