import { join } from 'node:path';
import { ChildServer } from './child-server.ts';
import { findFreePort } from './free-port.ts';

export interface DustSettings {
  /** Absolute path of the folder for the database. */
  readonly dataFolder: string;
  /** Absolute path. */
  readonly libraryFolder: string;
}

const main = join(import.meta.dirname, '..', '..', '..', 'apps', 'server', 'dist', 'main.js');

/** Starts the built server as users run it, without schedules and without the network. */
export async function startDust({ dataFolder, libraryFolder }: DustSettings): Promise<ChildServer> {
  const port = await findFreePort();
  return ChildServer.start({
    args: [main, 'serve'],
    port,
    env: {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      DUST_DATA_DIR: dataFolder,
      DUST_DIRS: libraryFolder,
      DUST_EXTERNAL_METADATA: 'off',
      DUST_WATCH: 'false',
      SCAN_INTERVAL_MINUTES: '0',
      JWT_SECRET: 'a-secret-for-measurements-only-0123456789',
      LOG_LEVEL: 'warn',
      LOG_FORMAT: 'json',
      // As `npm start` and the service files of the docs set them.
      MALLOC_TRIM_THRESHOLD_: '65536',
      MALLOC_MMAP_THRESHOLD_: '32768',
    },
  });
}
