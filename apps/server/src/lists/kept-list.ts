import { getChangeVersions, knownChangeVersions, type ChangeVersions } from '@dust/db';
import type { KeptAnswer } from '../http/answer.ts';
import type { Services } from '../services.ts';
import { sightOf, type Sighted } from './sight.ts';

/** Everything an answer about the catalogue depends on but the catalogue itself. */
export interface ListRequest<Query extends object = object> {
  readonly viewer: Sighted;
  readonly query: Query;
  /** Of absolute URLs. */
  readonly base: string;
}

/**
 * An answer made once for all who see the same, and again when the catalogue changes; without waiting, where it is at hand.
 *
 * @param name of the list, so that equal requests for two lists are told apart
 * @param make is given what changes with the answer, to make an entity tag of
 */
export function keptList(
  { db, keptAnswers }: Pick<Services, 'db' | 'keptAnswers'>,
  { name, request }: { readonly name: string; readonly request: ListRequest },
  make: (identity: string) => Promise<KeptAnswer>,
): KeptAnswer | Promise<KeptAnswer> {
  const key = keyOf(name, request);
  const get = ({ catalog }: ChangeVersions): KeptAnswer | Promise<KeptAnswer> =>
    keptAnswers.get(key, catalog, () => make(`${keptAnswers.run}\n${key}\n${catalog}`));
  const known = knownChangeVersions(db);
  return known === undefined ? getChangeVersions(db).then(get) : get(known);
}

function keyOf(name: string, { viewer, query, base }: ListRequest): string {
  return `${name} ${base} ${sightOf(viewer)} ${filtersOf(query)}`;
}

const filterTexts = new WeakMap<object, string>();

/** The query as text, whatever the order it came in; of a frozen one, which many requests share, it is made once. */
function filtersOf(query: object): string {
  if (!Object.isFrozen(query)) return filterText(query);
  const known = filterTexts.get(query);
  if (known !== undefined) return known;
  const text = filterText(query);
  filterTexts.set(query, text);
  return text;
}

function filterText(query: object): string {
  const entries = Object.entries(query);
  return JSON.stringify(
    entries.length < 2 ? entries : entries.sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}
