/** What a check has found. */
export interface Finding {
  /** `note`: Dust works, but somebody should know. */
  readonly state: 'ok' | 'note' | 'broken';
  readonly text: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** The reason in an error's own words, on one line. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
}
