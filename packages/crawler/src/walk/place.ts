/** A part of a library that may have changed: the files of a folder, and everything in some of the folders in it. */
export interface Place {
  /** Absolute. */
  readonly folder: string;
  /** Names in the folder. Those that are folders, or were, belong to the place with all that is in them. */
  readonly names: readonly string[];
}
