import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Pdfium } from './pdfium-api.ts';
import { withMemoryLimit } from '../wasm-memory.ts';

/** Delivers bytes of the document PDFium reads into its memory; 0 if it cannot. */
export type BlockReader = (offset: number, target: number, length: number) => number;

/** PDFium with the callbacks it was given, which serve one document after the other. */
export interface PdfiumInstance {
  readonly api: Pdfium;
  /** `FPDF_FILEACCESS.m_GetBlock`. */
  readonly getBlock: number;
  /** `IFSDK_PAUSE.NeedToPauseNow`. */
  readonly needToPause: number;
  readonly hooks: { readBlock: BlockReader; isLate: () => boolean };
  /** Whether memory was asked for that it may not have. */
  isFull(): boolean;
  /** It has failed or grown too large, and serves nobody any more. */
  isRetired: boolean;
}

/** An instance whose memory has grown beyond this is not kept: memory of WebAssembly never shrinks. */
const KEEP_BYTES = 64 * 1024 * 1024;

let kept: { readonly limitBytes: number; readonly instance: Promise<PdfiumInstance> } | undefined;

/** PDFium, loaded when it is first needed. Call `releasePdfium` when done, before anything else is waited for. */
export async function acquirePdfium(limitBytes: number): Promise<PdfiumInstance> {
  if (kept?.limitBytes !== limitBytes) kept = { limitBytes, instance: createInstance(limitBytes) };
  const mine = kept;
  try {
    return await mine.instance;
  } catch (error) {
    if (kept === mine) kept = undefined;
    throw error;
  }
}

/** Throws the instance away if it failed or has grown large, so that the next book gets a fresh one. */
export function releasePdfium(instance: PdfiumInstance, hasFailed: boolean): void {
  instance.hooks.readBlock = () => 0;
  instance.hooks.isLate = () => true;
  if (!hasFailed && instance.api.pdfium.HEAPU8.byteLength <= KEEP_BYTES) return;
  instance.isRetired = true;
  kept = undefined;
}

async function createInstance(limitBytes: number): Promise<PdfiumInstance> {
  const path = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
  const [{ init }, wasm] = await Promise.all([import('@embedpdf/pdfium'), readFile(path)]);
  const wasmBinary = new Uint8Array(withMemoryLimit(wasm, limitBytes)).buffer;
  let isFull = false;
  const printErr = (text: string): void => {
    // The only sign of it: what PDFium does without the memory may be anything.
    isFull ||= /not enough memory|cannot enlarge/i.test(text);
  };
  const api: object = await init({ wasmBinary, print: () => {}, printErr });
  if (!isPdfium(api))
    throw new TypeError('This version of @embedpdf/pdfium is not the one that was expected.');
  api.PDFiumExt_Init();
  const hooks: PdfiumInstance['hooks'] = { readBlock: () => 0, isLate: () => true };
  const getBlock = api.pdfium.addFunction(
    (_access = 0, offset = 0, target = 0, length = 0) =>
      // Offsets of more than 2 GiB arrive as negative numbers.
      hooks.readBlock(offset >>> 0, target >>> 0, length >>> 0),
    'iiiii',
  );
  const needToPause = api.pdfium.addFunction(() => (hooks.isLate() ? 1 : 0), 'ii');
  return { api, getBlock, needToPause, hooks, isFull: () => isFull, isRetired: false };
}

/** The types of the package leave out the memory of the module. */
function isPdfium(api: object): api is Pdfium {
  return 'pdfium' in api && typeof api.pdfium === 'object' && api.pdfium !== null && 'HEAPU8' in api.pdfium;
}
