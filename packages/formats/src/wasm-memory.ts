const MEMORY_SECTION = 5;
const HAS_MAXIMUM = 1;
const PAGE_BYTES = 65_536;
const HEADER_BYTES = 8;

/**
 * A WebAssembly module whose memory cannot grow beyond `maxBytes`: the limits in its memory section are replaced. A
 * module without such a section comes back as it is.
 */
export function withMemoryLimit(wasm: Uint8Array, maxBytes: number): Uint8Array {
  let at = HEADER_BYTES;
  while (at < wasm.byteLength) {
    const size = readLeb(wasm, at + 1);
    const end = size.next + size.value;
    if (wasm[at] !== MEMORY_SECTION) {
      at = end;
      continue;
    }
    const count = readLeb(wasm, size.next);
    const initial = readLeb(wasm, count.next + 1);
    const pages = Math.max(initial.value, Math.floor(maxBytes / PAGE_BYTES));
    const body = [...leb(1), HAS_MAXIMUM, ...leb(initial.value), ...leb(pages)];
    const section = [MEMORY_SECTION, ...leb(body.length), ...body];
    return Buffer.concat([wasm.subarray(0, at), Buffer.from(section), wasm.subarray(end)]);
  }
  return wasm;
}

/** An unsigned LEB128 number. */
function readLeb(data: Uint8Array, start: number): { value: number; next: number } {
  let value = 0;
  let next = start;
  for (let factor = 1; ; factor *= 128) {
    const byte = data[next] ?? 0;
    next += 1;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return { value, next };
  }
}

function leb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 0x80);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}
