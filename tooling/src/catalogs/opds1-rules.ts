const isAcquisition = "atom:link[@rel='self'][contains(@type, 'kind=acquisition')]";
const isNavigation = "atom:link[@rel='self'][contains(@type, 'kind=navigation')]";
const acquisition = "atom:link[starts-with(@rel, 'http://opds-spec.org/acquisition')]";
const facet = "atom:link[@rel='http://opds-spec.org/facet']";

/** What the texts of RFC 4287 and of OPDS 1.2 demand beyond grammar, each with an XPath of what breaks it. */
export const rules: readonly { readonly sentence: string; readonly broken: string }[] = [
  {
    sentence: 'a feed says whether it is for navigation or acquisition',
    broken: `/atom:feed[not(${isAcquisition}) and not(${isNavigation})]`,
  },
  {
    sentence: 'every entry of an acquisition feed has an acquisition link',
    broken: `/atom:feed[${isAcquisition}]/atom:entry[not(${acquisition})]`,
  },
  {
    sentence: 'no entry of a navigation feed has an acquisition link',
    broken: `/atom:feed[${isNavigation}]/atom:entry[${acquisition}]`,
  },
  {
    sentence: 'every entry of a navigation feed leads to a feed',
    broken: `/atom:feed[${isNavigation}]/atom:entry[not(atom:link[contains(@type, 'profile=opds-catalog')])]`,
  },
  { sentence: 'an entry document has an acquisition link', broken: `/atom:entry[not(${acquisition})]` },
  {
    sentence: 'acquisition links have a type',
    broken: `//${acquisition}[not(@type)]`,
  },
  {
    sentence: 'links to feeds say their profile and kind',
    broken: `//atom:link[starts-with(@type, 'application/atom+xml')][not(contains(@type, ';profile=opds-catalog;kind=')) and not(@type = 'application/atom+xml;type=entry;profile=opds-catalog')]`,
  },
  { sentence: 'facets stand in acquisition feeds only', broken: `/atom:feed[${isNavigation}]/${facet}` },
  { sentence: 'facets stand in feeds only', broken: `//atom:entry/${facet}` },
  {
    sentence: 'one facet of a group is active at most',
    broken: `/atom:feed/${facet}[@opds:activeFacet][@opds:facetGroup = preceding-sibling::${facet}[@opds:activeFacet]/@opds:facetGroup]`,
  },
  {
    sentence: 'a feed has an author, or all of its entries have',
    broken: '/atom:feed[not(atom:author)][not(atom:entry) or atom:entry[not(atom:author)]]',
  },
  { sentence: 'an entry document has an author', broken: '/atom:entry[not(atom:author)]' },
  {
    sentence: 'alternates differ in type or language',
    broken: `//atom:link[@rel='alternate'][@type = preceding-sibling::atom:link[@rel='alternate'][not(@hreflang)]/@type][not(@hreflang)]`,
  },
  {
    sentence: 'an entry without content has an alternate or an acquisition link',
    broken: `//atom:entry[not(atom:content)][not(atom:link[@rel='alternate'])][not(${acquisition})]`,
  },
  {
    sentence: 'entries differ in their ids',
    broken: '/atom:feed/atom:entry/atom:id[. = ../preceding-sibling::atom:entry/atom:id]',
  },
  {
    sentence: 'titles, authors and subjects are said in Atom and not in Dublin Core',
    broken: '//dc:title | //dc:creator | //dc:subject | //dc:rights | //dc:description | //dc:abstract',
  },
  {
    sentence: 'a search link leads to an OpenSearch description',
    broken: `//atom:link[@rel='search'][not(@type = 'application/opensearchdescription+xml')]`,
  },
];
