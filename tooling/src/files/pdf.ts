import { escapeXml } from './escape-xml.ts';
import { coverContent, layOutPages, pageContent } from './pdf-pages.ts';

export interface PdfDocument {
  readonly title: string;
  readonly author: string;
  readonly subject?: string;
  readonly keywords?: readonly string[];
  readonly chapters: readonly { readonly title: string; readonly paragraphs: readonly string[] }[];
}

const fixedObjects = { catalog: 1, pages: 2, serif: 3, bold: 4, info: 5, xmp: 6 } as const;
const firstPage = 7;

/** The bytes of a PDF 1.4 file: a title page and text pages of A5, with document information and XMP. Latin letters only. */
export function writePdf(document: PdfDocument): Buffer {
  const contents = [coverContent(document), ...layOutPages(document.chapters).map(pageContent)];
  const kids = contents.map((_, index) => `${firstPage + index * 2} 0 R`);
  return assemble([
    `<< /Type /Catalog /Pages ${fixedObjects.pages} 0 R /Metadata ${fixedObjects.xmp} 0 R >>`,
    `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>',
    information(document),
    stream(xmp(document), '/Type /Metadata /Subtype /XML '),
    ...contents.flatMap((content, index) => [pageObject(firstPage + index * 2 + 1), stream(content, '')]),
  ]);
}

function pageObject(contentObject: number): string {
  const fonts = `/F1 ${fixedObjects.serif} 0 R /F2 ${fixedObjects.bold} 0 R`;
  return `<< /Type /Page /Parent ${fixedObjects.pages} 0 R /MediaBox [0 0 420 595] /Resources << /Font << ${fonts} >> >> /Contents ${contentObject} 0 R >>`;
}

function stream(content: string, entries: string): string {
  return `<< ${entries}/Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`;
}

function information({ title, author, subject, keywords }: PdfDocument): string {
  const entries = [
    `/Title ${pdfText(title)}`,
    `/Author ${pdfText(author)}`,
    '/CreationDate (D:20240101000000Z)',
  ];
  if (subject !== undefined) entries.push(`/Subject ${pdfText(subject)}`);
  if (keywords !== undefined) entries.push(`/Keywords ${pdfText(keywords.join(', '))}`);
  return `<< ${entries.join(' ')} >>`;
}

function pdfText(text: string): string {
  return `(${text.replace(/[\\()]/g, String.raw`\$&`)})`;
}

function xmp({ title, author, subject, keywords = [] }: PdfDocument): string {
  const bag = keywords.map((keyword) => `<rdf:li>${escapeXml(keyword)}</rdf:li>`).join('');
  const description =
    subject === undefined ? '' : `<dc:description>${inDefaultLanguage(subject)}</dc:description>`;
  return `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>${inDefaultLanguage(title)}</dc:title><dc:creator><rdf:Seq><rdf:li>${escapeXml(author)}</rdf:li></rdf:Seq></dc:creator>
${description}<dc:subject><rdf:Bag>${bag}</rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
}

function inDefaultLanguage(text: string): string {
  return `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt>`;
}

function assemble(objects: readonly string[]): Buffer {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root ${fixedObjects.catalog} 0 R /Info ${fixedObjects.info} 0 R >>`;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows}`;
  // Every character is one byte in this encoding, so that offsets counted in characters are right.
  return Buffer.from(`${file}${table}${trailer}\nstartxref\n${file.length}\n%%EOF\n`, 'latin1');
}
