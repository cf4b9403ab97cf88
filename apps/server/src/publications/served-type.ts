const script = /(?:java|ecma|live|j|vb)script/;

/**
 * The type a resource is sent in: that of the book, but for scripts, which are text. So even a page that was talked into
 * loading one from this server does not run it.
 */
export function servedType(mediaType: string): string {
  return script.test(mediaType) ? 'text/plain' : mediaType;
}
