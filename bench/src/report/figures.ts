import type { HttpFigures } from '../measure/http.ts';
import type { PageFigures } from '../measure/pages.ts';
import type { ScanFigures } from '../measure/scan.ts';
import type { StallFigures } from '../measure/stalls.ts';

export interface MemoryReport {
  readonly idleMb: number;
  readonly underLoadMb: number | undefined;
  readonly scanPeakMb: number;
}

/** Everything one run measured; absent where it was not asked for. */
export interface Figures {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly node: string;
    readonly date: string;
  };
  readonly books: number;
  readonly start?: { readonly medianMs: number; readonly allMs: readonly number[] };
  readonly scans?: readonly ScanFigures[];
  readonly http?: readonly HttpFigures[];
  readonly pages?: PageFigures;
  readonly memory?: MemoryReport;
  readonly stalls?: readonly StallFigures[];
}
