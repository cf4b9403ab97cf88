import type { BookSeries, Creator } from '../book-facts.ts';
import { seriesNumber } from '../text/series-number.ts';
import type { FactsDraft } from '../facts-draft.ts';
import { normalizeIsbn } from '../isbn.ts';
import { languageTag } from '../text/language-tag.ts';
import { plainText } from '../text/plain-text.ts';
import { dateOf } from '../text/publication-date.ts';
import { tidyList, tidyText } from '../text/tidy-text.ts';
import { parseXmlDocument } from '../xml/parse-xml.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { childOf, childrenOf } from '../xml/xml-element.ts';

/** What a comic's ComicInfo.xml says beyond the facts: which page is the front cover, counted from 0. */
export interface ComicInfo {
  readonly frontCoverIndex: number | undefined;
  readonly usesForbiddenEntities: boolean;
}

/** Takes over what a ComicInfo.xml says. Throws a CORRUPT problem if it is no XML. */
export function collectComicInfo(data: Uint8Array, facts: FactsDraft): ComicInfo {
  const { root, usesForbiddenEntities } = parseXmlDocument(data);
  const text = (name: string): string | null => tidyText(childOf(root, name)?.text);
  facts.series = seriesOf(text);
  facts.title = text('Title') ?? titleOfSeries(facts.series, text('Number'));
  facts.creators = names(text('Writer')).map((name): Creator => ({ name, role: 'aut', fileAs: null }));
  facts.language = languageTag(text('LanguageISO'));
  facts.publisher = text('Publisher');
  facts.publicationDate = dateIn(text);
  facts.description = plainText(childOf(root, 'Summary')?.text);
  facts.subjects = tidyList([...names(text('Genre')), ...names(text('Tags'))]);
  facts.ageRating = known(text('AgeRating'));
  collectGtin(text('GTIN'), facts);
  return { frontCoverIndex: frontCoverIndex(root), usesForbiddenEntities };
}

function names(list: string | null): string[] {
  return tidyList((list ?? '').split(/[,;]/));
}

function seriesOf(text: (name: string) => string | null): BookSeries | null {
  const name = text('Series');
  return name === null ? null : { name, number: seriesNumber(text('Number')) };
}

function titleOfSeries(series: BookSeries | null, number: string | null): string | null {
  return series === null || number === null ? null : `${series.name} #${series.number ?? number}`;
}

function dateIn(text: (name: string) => string | null): string | null {
  const year = Number(text('Year') ?? 0);
  if (!Number.isInteger(year) || year < 1000 || year > 9999) return null;
  return dateOf(year, Number(text('Month') ?? 0), Number(text('Day') ?? 0));
}

function known(rating: string | null): string | null {
  return rating === null || rating.toLowerCase() === 'unknown' ? null : rating;
}

function collectGtin(gtin: string | null, facts: FactsDraft): void {
  if (gtin === null) return;
  facts.identifiers = [{ scheme: 'GTIN', value: gtin }];
  facts.isbn = normalizeIsbn(gtin);
}

function frontCoverIndex(root: XmlElement): number | undefined {
  const cover = childrenOf(childOf(root, 'Pages'), 'Page').find(
    ({ attributes }) => attributes.get('Type') === 'FrontCover',
  );
  const index = Number(cover?.attributes.get('Image') ?? Number.NaN);
  return Number.isInteger(index) && index >= 0 ? index : undefined;
}
