/** What is used of the package, whose own types are written for bundlers. */
declare module '@readium/shared' {
  export interface LocalizedString {
    getTranslation(language: string): string;
  }

  export interface Contributors {
    readonly items: readonly { readonly name: LocalizedString; readonly roles?: ReadonlySet<string> }[];
  }

  export interface Metadata {
    readonly title: LocalizedString;
    readonly identifier?: string;
    readonly languages?: readonly string[];
    readonly authors?: Contributors;
    readonly illustrators?: Contributors;
    readonly contributors?: Contributors;
    readonly readingProgression?: string;
  }

  export interface Link {
    readonly href: string;
    readonly type?: string;
    readonly title?: string;
    readonly rels?: ReadonlySet<string>;
    readonly children?: Links;
  }

  export interface Links {
    readonly items: readonly Link[];
    findWithRel(rel: string): Link | undefined;
  }

  export class Manifest {
    static deserialize(json: unknown): Manifest | undefined;
    readonly metadata: Metadata;
    readonly links: Links;
    readonly readingOrder: Links;
    readonly resources?: Links;
    readonly toc?: Links;
  }

  export class Locator {
    static deserialize(json: unknown): Locator | undefined;
    readonly href: string;
    readonly locations: { readonly position?: number; readonly totalProgression?: number };
  }
}
