import type { ReadBudget } from '../limits.ts';
import { BookFileError } from '../problem.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { descendantsOf } from '../xml/xml-element.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import type { ZipEntry } from '../zip/zip-entry.ts';

const PACKAGE_TYPE = 'application/oebps-package+xml';

/** The package document an EPUB's container names. Throws a TYPE_MISMATCH or CORRUPT problem if there is none. */
export function findPackageDocument(archive: ZipArchive, budget: ReadBudget): ZipEntry {
  const container = archive.find('META-INF/container.xml');
  if (container === undefined) {
    throw new BookFileError('TYPE_MISMATCH', 'This archive is not an EPUB: it has no container.xml.');
  }
  const root = parseXml(archive.read(container, budget.limits.metadataBytes));
  const rootfiles = [...descendantsOf(root, 'rootfile')];
  const rootfile =
    rootfiles.find(({ attributes }) => attributes.get('media-type') === PACKAGE_TYPE) ?? rootfiles[0];
  const path = rootfile?.attributes.get('full-path')?.trim().replace(/^\/+/, '');
  const entry = path === undefined ? undefined : archive.find(path);
  if (entry === undefined) throw new BookFileError('CORRUPT', 'The package document of the EPUB is missing.');
  return entry;
}
