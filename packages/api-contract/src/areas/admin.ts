import { Type, type Static } from 'typebox';
import { AuthSettings, AuthFlow } from './auth.ts';
import { Count, Counts, NullableTime, Texts, Time } from '../common.ts';
import { needsAdmin, needsPermission, readsBody } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';
import { ScanReport } from './scans.ts';
import { Body, Maybe, Nullable } from '../schemas.ts';
import { AdminUser } from './users.ts';

export const Dashboard = Type.Object(
  {
    userStats: Type.Object({
      totalUsers: Count,
      activeUsers: Count,
      adminUsers: Type.Integer({ minimum: 0, description: 'active users who hold `admin.full`' }),
      usersByRole: Counts,
      recentUsers: Type.Array(AdminUser, { description: 'the 10 newest' }),
    }),
    libraryStats: Type.Object({
      totalBooks: Count,
      activeBooks: Count,
      archivedBooks: Count,
      totalAuthors: Count,
      totalSeries: Count,
      totalSize: Type.Integer({ minimum: 0, description: 'bytes' }),
      booksByFormat: Counts,
      quarantinedFiles: Count,
    }),
    systemInfo: Type.Object({
      version: Type.String(),
      uptime: Type.Integer({ minimum: 0, description: 'seconds' }),
      nodeVersion: Type.String(),
      denoVersion: Type.String({ description: 'the same text as `nodeVersion`' }),
    }),
    lastScan: Nullable(ScanReport),
  },
  { title: 'Dashboard' },
);
export type Dashboard = Static<typeof Dashboard>;

export const AdminAuthSettings = Type.Object(
  { ...AuthSettings.properties, updated_at: NullableTime },
  { title: 'AdminAuthSettings' },
);
export type AdminAuthSettings = Static<typeof AdminAuthSettings>;

export const Invitation = Type.Object(
  {
    token: Type.String({ description: 'works once, for this e-mail address only' }),
    email: Type.String(),
    roles: Texts,
    expires_at: Time,
  },
  { title: 'Invitation' },
);
export type Invitation = Static<typeof Invitation>;

export const getDashboard = {
  operationId: 'getDashboard',
  method: 'GET',
  path: '/admin/dashboard',
  summary: 'overview',
  tags: ['admin'],
  permission: 'admin',
  responses: { 200: Dashboard },
  errors: needsAdmin,
} as const satisfies Operation;

export const getAdminAuthSettings = {
  operationId: 'getAdminAuthSettings',
  method: 'GET',
  path: '/admin/auth-settings',
  summary: 'sign-up mode',
  tags: ['admin'],
  permission: 'system.config',
  responses: { 200: AdminAuthSettings },
  errors: needsPermission,
} as const satisfies Operation;

export const updateAuthSettings = {
  operationId: 'updateAuthSettings',
  method: 'PUT',
  path: '/admin/auth-settings',
  summary: 'change it',
  tags: ['admin'],
  permission: 'system.config',
  body: Body({ auth_flow: AuthFlow }),
  bodyRequired: true,
  responses: { 200: AdminAuthSettings },
  errors: [...needsPermission, ...readsBody],
  validationText: 'Invalid auth_flow value',
} as const satisfies Operation;

export const createInvitation = {
  operationId: 'createInvitation',
  method: 'POST',
  path: '/admin/invitations',
  summary: 'invite an e-mail address',
  tags: ['admin'],
  permission: 'admin',
  body: Body({ email: Type.String(), roles: Maybe(Texts) }),
  bodyRequired: true,
  responses: { 201: Invitation },
  errors: [...needsAdmin, ...readsBody, 'UNKNOWN_ROLE', 'EMAIL_TAKEN'],
  fieldTexts: { email: 'Email is required' },
} as const satisfies Operation;
