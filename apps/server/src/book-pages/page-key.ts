import { hash } from 'node:crypto';

/** A page of a file of certain content, in one variant. */
export interface PageKey {
  readonly path: string;
  /** Changes with the content of the file. */
  readonly stamp: string;
  /** From 1. */
  readonly number: number;
  /** Empty: as it is in the book. */
  readonly variant: string;
}

/** One text for each key. */
export function textOf({ path, stamp, number, variant }: PageKey): string {
  return `${stamp} ${number}${variant} ${path}`;
}

/** The name of the file in which a page is kept. */
export function fileNameOf(key: PageKey): string {
  return hash('sha256', textOf(key), 'hex').slice(0, 40);
}
