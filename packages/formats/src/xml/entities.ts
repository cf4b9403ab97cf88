const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    shy: '',
    copy: '©',
    reg: '®',
    trade: '™',
    hellip: '…',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    laquo: '«',
    raquo: '»',
    bull: '•',
    middot: '·',
    deg: '°',
    eacute: 'é',
    Eacute: 'É',
    egrave: 'è',
    Egrave: 'È',
    ecirc: 'ê',
    euml: 'ë',
    aacute: 'á',
    agrave: 'à',
    Agrave: 'À',
    acirc: 'â',
    atilde: 'ã',
    auml: 'ä',
    Auml: 'Ä',
    aring: 'å',
    Aring: 'Å',
    aelig: 'æ',
    AElig: 'Æ',
    ccedil: 'ç',
    Ccedil: 'Ç',
    iacute: 'í',
    icirc: 'î',
    iuml: 'ï',
    ntilde: 'ñ',
    Ntilde: 'Ñ',
    oacute: 'ó',
    ograve: 'ò',
    ocirc: 'ô',
    otilde: 'õ',
    ouml: 'ö',
    Ouml: 'Ö',
    oslash: 'ø',
    Oslash: 'Ø',
    oelig: 'œ',
    szlig: 'ß',
    uacute: 'ú',
    ugrave: 'ù',
    ucirc: 'û',
    uuml: 'ü',
    Uuml: 'Ü',
    yuml: 'ÿ',
    pound: '£',
    euro: '€',
    sect: '§',
    frac12: '½',
    times: '×',
  }),
);
const REFERENCE = /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z][a-z0-9]{1,7}));/gi;

/** Decodes character references and the named ones of XML and common HTML, once; others stay as they are. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (whole: string, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED.get(name) ?? whole;
    return character(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) ?? whole;
  });
}

const NAMED_REFERENCE = /&([\p{L}_:][\p{L}\p{N}._:-]*);/gu;

/** Whether a text refers to an entity by a name that `decodeEntities` leaves as it is. */
export function hasUnknownEntity(text: string): boolean {
  if (!text.includes('&')) return false;
  for (const [, name = ''] of text.matchAll(NAMED_REFERENCE)) if (!NAMED.has(name)) return true;
  return false;
}

function character(code: number): string | undefined {
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}
