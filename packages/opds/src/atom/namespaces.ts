/** The namespaces of catalog documents. Some apps know elements by these prefixes and not by their namespace. */
export const namespaces: string = [
  'xmlns="http://www.w3.org/2005/Atom"',
  'xmlns:dc="http://purl.org/dc/terms/"',
  'xmlns:opds="http://opds-spec.org/2010/catalog"',
  'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"',
  'xmlns:opf="http://www.idpf.org/2007/opf"',
  'xmlns:pse="http://vaemendis.net/opds-pse/ns"',
  'xmlns:schema="http://schema.org"',
  'xmlns:thr="http://purl.org/syndication/thread/1.0"',
].join(' ');

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
