import { escapeXml } from './escape-xml.ts';
import { packEntry, writeZip } from './zip.ts';

export interface ComicIssue {
  readonly title: string;
  readonly series: string;
  readonly number: number;
  readonly writer: string;
  readonly publisher: string;
  readonly year: number;
  readonly summary: string;
  readonly genre: string;
  /** PNG bytes, in reading order; the first one is the cover. */
  readonly pages: readonly Uint8Array[];
}

/** The bytes of a CBZ file: numbered page images and a ComicInfo.xml. */
export function writeComic(issue: ComicIssue): Buffer {
  const pages = issue.pages.map((bytes, index) =>
    packEntry(`page-${String(index + 1).padStart(3, '0')}.png`, bytes, { isStored: true }),
  );
  return writeZip([packEntry('ComicInfo.xml', comicInfo(issue)), ...pages]);
}

function comicInfo(issue: ComicIssue): string {
  const fields = {
    Title: issue.title,
    Series: issue.series,
    Number: String(issue.number),
    Summary: issue.summary,
    Year: String(issue.year),
    Writer: issue.writer,
    Publisher: issue.publisher,
    Genre: issue.genre,
    PageCount: String(issue.pages.length),
    LanguageISO: 'en',
    AgeRating: 'Everyone',
  };
  const lines = Object.entries(fields).map(([name, text]) => `  <${name}>${escapeXml(text)}</${name}>`);
  return `<?xml version="1.0" encoding="utf-8"?>
<ComicInfo xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
${lines.join('\n')}
  <Pages><Page Image="0" Type="FrontCover"/></Pages>
</ComicInfo>
`;
}
