import { readFileSync } from 'node:fs';

export interface MemoryFigures {
  /** Resident megabytes (10^6 bytes). */
  readonly nowMb: number;
  /** The most the process ever had. */
  readonly peakMb: number;
}

/** Resident memory of a process with all its threads; Linux only, undefined elsewhere. */
export function readMemory(pid: number): MemoryFigures | undefined {
  if (process.platform !== 'linux') return undefined;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return { nowMb: megabytes(status, 'VmRSS'), peakMb: megabytes(status, 'VmHWM') };
}

function megabytes(status: string, field: string): number {
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1];
  return (Number(kibibytes) * 1024) / 1_000_000;
}
