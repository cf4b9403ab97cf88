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
