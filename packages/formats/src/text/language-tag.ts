import { tidyText } from './tidy-text.ts';

/** The canonical BCP 47 tag of a language code (eng → en, pt_br → pt-BR); null if it is none, or `und`. */
export function languageTag(code: string | null | undefined): string | null {
  const written = tidyText(code)?.replaceAll('_', '-');
  if (written === undefined || !/^[a-z]{2,3}(?:-|$)/i.test(written)) return null;
  try {
    const tag = Intl.getCanonicalLocales(written)[0];
    return tag === undefined || /^und\b/.test(tag) ? null : tag;
  } catch {
    return null;
  }
}
