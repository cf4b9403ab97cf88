import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { countUsers, grantAdminTo, hasAdministrator } from '@dust/auth';
import type { Services } from './services.ts';

/** Gives the configured account role `admin`, and says so when nobody administers a server that has users. */
export async function checkAdministrator(services: Services): Promise<void> {
  const { config, db, logger } = services;
  if (config.adminEmail !== null) {
    const { outcome } = await grantAdminTo(services, config.adminEmail);
    if (outcome === 'granted') logger.info('the account of DUST_ADMIN_EMAIL is an administrator now');
    if (outcome === 'no-such-account') logger.warn('no account has the e-mail of DUST_ADMIN_EMAIL');
  }
  const { totalUsers } = await countUsers(db);
  if (totalUsers > 0 && !(await hasAdministrator(db))) {
    logger.warn('no account is an administrator; set DUST_ADMIN_EMAIL to the e-mail of one and start again');
  }
}

/** Says so when the folder of the web client, or a library directory, is not what it should be. */
export function checkFolders({ config, logger }: Pick<Services, 'config' | 'logger'>): void {
  const { webDir, directories } = config;
  if (webDir !== null && !existsSync(join(webDir, 'index.html'))) {
    logger.warn(
      { webDir },
      'there is no index.html in DUST_WEB_DIR; the page about Dust is shown in its place',
    );
  }
  for (const directory of directories) {
    if (!existsSync(directory)) logger.warn({ directory }, 'a directory of DUST_DIRS does not exist');
  }
}
