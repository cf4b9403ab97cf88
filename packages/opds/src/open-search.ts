import { element } from './atom/element.ts';
import { escapeAttribute } from './atom/escape.ts';
import { xmlDeclaration } from './atom/namespaces.ts';
import { mediaTypes } from './media-types.ts';

export interface OpenSearch {
  /** At most 16 characters, the specification says. */
  readonly shortName: string;
  /** At most 1,024 characters. */
  readonly description: string;
  /** An absolute URL with `{searchTerms}` and, if wanted, further OpenSearch parameters. */
  readonly template: string;
}

/** An OpenSearch 1.1 description of a search whose answers are OPDS 1.2 acquisition feeds. */
export function openSearchDescription({ shortName, description, template }: OpenSearch): string {
  return (
    `${xmlDeclaration}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">` +
    element('ShortName', shortName) +
    element('Description', description) +
    '<InputEncoding>UTF-8</InputEncoding><OutputEncoding>UTF-8</OutputEncoding>' +
    `<Url type="${mediaTypes.atomAcquisitionFeed}" template="${escapeAttribute(template)}"/>` +
    '</OpenSearchDescription>\n'
  );
}
