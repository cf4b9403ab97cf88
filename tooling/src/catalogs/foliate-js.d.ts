/** What is used of foliate-js, which has no types. */
declare module 'foliate-js/opds.js' {
  export interface FoliateLink {
    readonly href?: string;
    readonly title?: string;
    readonly rel?: readonly string[];
  }

  export interface FoliateItems {
    readonly publications?: readonly {
      readonly metadata: {
        readonly title?: string;
        readonly author: readonly { readonly name?: string }[];
      };
      readonly links: readonly FoliateLink[];
    }[];
    readonly navigation?: readonly FoliateLink[];
  }

  export interface FoliateFeed extends FoliateItems {
    readonly metadata: { readonly title?: string };
    readonly facets: readonly { readonly links: readonly FoliateLink[] }[];
    readonly groups: readonly FoliateItems[] | undefined;
  }

  export function getFeed(document: Document): FoliateFeed;

  export function getOpenSearch(document: Document): Promise<{
    readonly search: (values: ReadonlyMap<null, ReadonlyMap<string, string>>) => string;
  }>;
}
