/**
 * The WebAssembly module inside node-unrar-js. The functions of that package itself either hold whole archives in
 * memory or write what they unpack to disk; with the module's own callbacks neither is needed.
 */
export interface Unrar {
  readonly HEAPU8: Uint8Array;
  /** Called by the module while it works. What it throws ends the work, and the module must not be used again. */
  extractor: UnrarCallbacks;
  readonly RarArchive: new () => UnrarArchive;
}

/** Files are known by handles that `open` and `create` give; 0 is none. Pointers are into `HEAPU8`. */
export interface UnrarCallbacks {
  open(name: string): number;
  create(name: string): number;
  read(handle: number, target: number, bytes: number): number;
  write(handle: number, source: number, bytes: number): boolean;
  tell(handle: number): number;
  seek(handle: number, offset: number, from: 'CUR' | 'SET' | 'END'): boolean;
  close(handle: number): void;
}

export interface UnrarState {
  /** A code of `unrar/dll.hpp`. */
  readonly errCode: number;
}

export interface UnrarFlags {
  readonly state: UnrarState;
  readonly flags: number;
}

export interface UnrarFileHeader extends UnrarFlags {
  readonly name: string;
  readonly unpSize: number;
}

export interface UnrarArchive {
  /** `flags` are those of the archive. */
  open(name: string, password: string, isListOnly: boolean): UnrarFlags;
  getFileHeader(): UnrarFileHeader;
  readFile(isSkipped: boolean): UnrarState;
  delete(): void;
}

export const END_OF_ARCHIVE = 10;
export const NO_MEMORY = 11;
export const PASSWORD_CODES: ReadonlySet<number> = new Set([22, 24]);
export const ENCRYPTED_FLAG = 0x04;
export const FOLDER_FLAG = 0x20;
/** Of the archive. */
export const SOLID_FLAG = 0x08;
