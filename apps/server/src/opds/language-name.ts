const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });

/** What people call a language: `en-GB` is British English. A code that is none stands for itself. */
export function languageName(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
