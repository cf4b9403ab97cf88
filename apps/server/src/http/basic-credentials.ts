/** A name and a password as people type them. */
export interface NameAndPassword {
  readonly login: string;
  readonly password: string;
}

/** Far more than a name and a password of the greatest length have. */
const maxLength = 8192;

/**
 * The credentials of an `Authorization: Basic …` header (RFC 7617, in UTF-8); null where they cannot be read, undefined for another
 * scheme and for none.
 */
export function basicCredentials(authorization: string | undefined): NameAndPassword | null | undefined {
  if (authorization === undefined || !/^basic(?: |$)/i.test(authorization)) return undefined;
  const encoded = authorization.slice('basic'.length).trim();
  if (encoded.length > maxLength || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return null;
  const text = decodeUtf8(Buffer.from(encoded, 'base64'));
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon === -1) return null;
  return { login: text.slice(0, colon), password: text.slice(colon + 1) };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
