/** Where a value comes from; see `books.metadata_sources`. */
export type MetadataSource = 'user' | 'legacy' | 'external' | 'embedded' | 'path';

/** The fields whose source is recorded, by the names the API gives them. */
export const metadataFields = [
  'name',
  'author',
  'series',
  'series_number',
  'isbn',
  'publisher',
  'publication_date',
  'description',
  'language',
  'page_count',
  'subjects',
] as const;

export type MetadataField = (typeof metadataFields)[number];

/** Sources by field. `tags` is there, as `legacy`, while a book has the automatic tags an earlier server has chosen. */
export type MetadataSources = Readonly<Partial<Record<MetadataField | 'tags', MetadataSource>>>;

const SOURCES: ReadonlySet<unknown> = new Set<MetadataSource>([
  'user',
  'legacy',
  'external',
  'embedded',
  'path',
]);

/** Reads the JSON of `books.metadata_sources`; what is not understood is left out. */
export function parseSources(json: string | null): MetadataSources {
  if (json === null) return {};
  const sources: Partial<Record<keyof MetadataSources, MetadataSource>> = {};
  const stored = parseObject(json);
  for (const field of [...metadataFields, 'tags'] as const) {
    const source: unknown = Reflect.get(stored, field);
    if (isSource(source)) sources[field] = source;
  }
  return sources;
}

function parseObject(json: string): object {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function isSource(value: unknown): value is MetadataSource {
  return SOURCES.has(value);
}
