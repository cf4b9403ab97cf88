/**
 * What a resource of a book may do in a browser: show pictures, styles, fonts and sounds of the same server. Nothing runs,
 * nothing is sent, no window is opened or led elsewhere, and nothing of another server is loaded, which would tell it who
 * reads what. A page of the same origin that shows it in a frame may look into it, to turn its pages.
 */
export const resourcePolicy: string = [
  'sandbox allow-same-origin',
  "default-src 'none'",
  "script-src 'none'",
  "object-src 'none'",
  "style-src 'self' 'unsafe-inline' data: blob:",
  "img-src 'self' data: blob:",
  "media-src 'self' data: blob:",
  "font-src 'self' data: blob:",
  "frame-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');
