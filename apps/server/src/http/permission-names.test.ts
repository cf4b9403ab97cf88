import * as contract from '@dust/api-contract';
import * as auth from '@dust/auth';
import { expect, expectTypeOf, test } from 'vitest';

test('the permissions of the contract are those of the accounts, in the same order', () => {
  expect(contract.permissions).toEqual(auth.permissionNames);
  expectTypeOf<contract.PermissionName>().toEqualTypeOf<auth.PermissionName>();
});
