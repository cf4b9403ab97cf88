import type { MigrationReport, UpgradeReport } from '@dust/db';

/** Something an administrator should know of what opening a database has done to it. Never holds a secret. */
export interface MigrationNote {
  readonly level: 'info' | 'warn';
  readonly message: string;
  readonly fields: Readonly<Record<string, string | number | boolean | readonly number[]>>;
}

/** What to tell of a migration; nothing where nothing was to be done, or where the file is new. */
export function migrationNotes(report: MigrationReport | null): MigrationNote[] {
  if (report === null || report.backup === null) return [];
  const { from, to, backup, upgrade } = report;
  if (upgrade !== null) return upgradeNotes(upgrade);
  return [
    {
      level: 'info',
      message: 'the database has been brought to the present schema; a copy of it as it was is kept',
      fields: { from, to, backup },
    },
  ];
}

/** A note for people at a terminal, without the end of the line. */
export function noteLine({ level, message, fields }: MigrationNote): string {
  const details = Object.entries(fields).map(([name, value]) => `${name}: ${String(value)}`);
  return `${level === 'warn' ? 'Warning: ' : ''}${message} (${details.join(', ')})`;
}

function upgradeNotes(upgrade: UpgradeReport): MigrationNote[] {
  const { format, backup, isInPlace, hasAdministrator } = upgrade;
  const done: MigrationNote = {
    level: 'info',
    message: `the database of a ${format} server has been upgraded; a copy of it as it was is kept`,
    fields: { format, backup, isInPlace, hasAdministrator },
  };
  return [done, ...warnings(upgrade)];
}

function warnings(upgrade: UpgradeReport): MigrationNote[] {
  const { leftovers, usersWithoutPassword, adminsNotCarriedOver } = upgrade;
  const notes: MigrationNote[] = [];
  if (leftovers > 0) {
    const message = 'rows that pointed to nothing are kept in the table upgrade_leftovers';
    notes.push({ level: 'warn', message, fields: { rows: leftovers } });
  }
  if (usersWithoutPassword.length > 0) {
    const message = 'these accounts have no usable password; dust user password gives them one';
    notes.push({ level: 'warn', message, fields: { userIds: usersWithoutPassword } });
  }
  if (adminsNotCarriedOver.length > 0) {
    const message = 'these accounts had the role admin without effect, and do not have it any more';
    notes.push({ level: 'warn', message, fields: { userIds: adminsNotCarriedOver } });
  }
  return notes;
}
