import { pino, type Logger } from 'pino';
import type { Config } from './config/config.ts';

/** The process's logger: JSON lines, or readable ones for a person at a terminal. Secrets are never given to it. */
export async function createLogger({
  logLevel,
  logFormat,
}: Pick<Config, 'logLevel' | 'logFormat'>): Promise<Logger> {
  const redact = ['password', 'token', 'authorization', '*.password', '*.token', '*.authorization'];
  if (logFormat === 'json') return pino({ level: logLevel, redact });
  const { default: pretty } = await import('pino-pretty');
  return pino(
    { level: logLevel, redact },
    pretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', sync: true, singleLine: true }),
  );
}
