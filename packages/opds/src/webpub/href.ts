/** A path in an archive as a relative URL reference: every part of it encoded, so that none can lead elsewhere. */
export function pathHref(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/');
}

const NOT_IN_FRAGMENT = /%(?![0-9a-f]{2})|[^\w.~!$&'()*+,;=:@/?%-]/giu;

/** `#` and a fragment that may be encoded already. */
export function fragmentHref(fragment: string): string {
  return `#${fragment.toWellFormed().replace(NOT_IN_FRAGMENT, encodeURIComponent)}`;
}
