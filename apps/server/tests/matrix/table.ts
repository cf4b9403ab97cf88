import { contract, type OperationId } from '@dust/api-contract';
import { accounts } from './accounts.ts';
import { administration } from './administration.ts';
import { books } from './books.ts';
import { catalogues } from './catalogues.ts';
import { positions } from './positions.ts';
import { reading } from './reading.ts';
import type { Row, Rows } from './row.ts';

/** Every operation of the contract: one without a row does not compile. */
const table: Readonly<Record<OperationId, Rows>> = {
  ...accounts,
  ...books,
  ...catalogues,
  ...reading,
  ...positions,
  ...administration,
};

/** The rows of an operation; none for one that is missing from the table. */
export function rowsOf(id: OperationId): readonly Row[] {
  if (!Object.hasOwn(table, id)) return [];
  const rows = table[id];
  return 'request' in rows ? [rows] : rows;
}

export const operationIds: readonly OperationId[] = Object.values(contract).map(
  ({ operationId }) => operationId,
);

/** Names in the table that the contract does not have. */
export const strayRows: readonly string[] = Object.keys(table).filter((id) => !Object.hasOwn(contract, id));
