/** Where the crawler says what it does. Fields are plain data. */
export interface CrawlerLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const silentLogger: CrawlerLogger = { info: () => {}, warn: () => {}, error: () => {} };
