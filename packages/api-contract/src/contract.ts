import type { Static, TSchema } from 'typebox';
import * as admin from './areas/admin.ts';
import * as appPasswords from './areas/app-passwords.ts';
import * as archive from './areas/archive.ts';
import * as auth from './areas/auth.ts';
import * as authors from './areas/authors.ts';
import * as files from './areas/book-files.ts';
import * as bookTags from './areas/book-tags.ts';
import * as books from './areas/books.ts';
import { streamEvents } from './areas/events.ts';
import type { everyRoute } from './failure-sets.ts';
import * as genres from './areas/genres.ts';
import * as kosync from './areas/kosync.ts';
import * as opds from './areas/opds.ts';
import { opdsAuthentication } from './areas/opds-authentication.ts';
import * as progress from './areas/progress.ts';
import * as progression from './areas/progression.ts';
import * as publications from './areas/publications.ts';
import * as reading from './areas/reading.ts';
import * as roles from './areas/roles.ts';
import * as scans from './areas/scans.ts';
import * as series from './areas/series.ts';
import * as system from './areas/system.ts';
import * as tags from './areas/tags.ts';
import * as users from './areas/users.ts';

/** Every operation by its id, in the order of the API description. */
export const contract = {
  getLandingPage: system.getLandingPage,
  getHealth: system.getHealth,
  getReadiness: system.getReadiness,
  getMetrics: system.getMetrics,
  getOpenApi: system.getOpenApi,
  getDocs: system.getDocs,
  streamEvents,
  login: auth.login,
  register: auth.register,
  logout: auth.logout,
  getAuthSettings: auth.getAuthSettings,
  getProfile: auth.getProfile,
  updateProfile: auth.updateProfile,
  changePassword: auth.changePassword,
  getCurrentUser: auth.getCurrentUser,
  listAppPasswords: appPasswords.listAppPasswords,
  createAppPassword: appPasswords.createAppPassword,
  revokeAppPassword: appPasswords.revokeAppPassword,
  listBooks: books.listBooks,
  getBook: books.getBook,
  updateBook: books.updateBook,
  streamBook: files.streamBook,
  listPages: files.listPages,
  getPage: files.getPage,
  opdsPage: files.opdsPage,
  getCover: files.getCover,
  getManifest: publications.getManifest,
  getPositions: publications.getPositions,
  getResource: publications.getResource,
  listAuthors: authors.listAuthors,
  getAuthor: authors.getAuthor,
  listGenres: genres.listGenres,
  getGenre: genres.getGenre,
  listSeries: series.listSeries,
  getSeries: series.getSeries,
  listTags: tags.listTags,
  createTag: tags.createTag,
  updateTag: tags.updateTag,
  deleteTag: tags.deleteTag,
  listTagsByCategory: tags.listTagsByCategory,
  listBooksByTag: bookTags.listBooksByTag,
  addBookTag: bookTags.addBookTag,
  removeBookTag: bookTags.removeBookTag,
  getProgress: progress.getProgress,
  updateProgress: progress.updateProgress,
  resetProgress: progress.resetProgress,
  startReading: progress.startReading,
  completeReading: progress.completeReading,
  getProgression: progression.getProgression,
  updateProgression: progression.updateProgression,
  createKosyncUser: kosync.createKosyncUser,
  authorizeKosyncUser: kosync.authorizeKosyncUser,
  updateKosyncProgress: kosync.updateKosyncProgress,
  getKosyncProgress: kosync.getKosyncProgress,
  getKosyncHealth: kosync.getKosyncHealth,
  listProgress: reading.listProgress,
  listRecentlyRead: reading.listRecentlyRead,
  listCurrentlyReading: reading.listCurrentlyReading,
  listCompleted: reading.listCompleted,
  getReadingStats: reading.getReadingStats,
  listArchivedBooks: archive.listArchivedBooks,
  getArchiveStats: archive.getArchiveStats,
  validateArchive: archive.validateArchive,
  archiveBook: archive.archiveBook,
  unarchiveBook: archive.unarchiveBook,
  opdsRoot: opds.opdsRoot,
  opdsNew: opds.opdsNew,
  opdsBooks: opds.opdsBooks,
  opdsBook: opds.opdsBook,
  opdsAuthors: opds.opdsAuthors,
  opdsAuthor: opds.opdsAuthor,
  opdsGenres: opds.opdsGenres,
  opdsGenre: opds.opdsGenre,
  opdsSeriesList: opds.opdsSeriesList,
  opdsSeries: opds.opdsSeries,
  opdsTags: opds.opdsTags,
  opdsTag: opds.opdsTag,
  opdsPublishers: opds.opdsPublishers,
  opdsPublisher: opds.opdsPublisher,
  opdsLanguages: opds.opdsLanguages,
  opdsLanguage: opds.opdsLanguage,
  opdsReading: opds.opdsReading,
  opdsReadNext: opds.opdsReadNext,
  opdsFile: opds.opdsFile,
  opdsOpenSearch: opds.opdsOpenSearch,
  opds2Root: opds.opds2Root,
  opds2New: opds.opds2New,
  opds2Books: opds.opds2Books,
  opds2Book: opds.opds2Book,
  opds2Authors: opds.opds2Authors,
  opds2Author: opds.opds2Author,
  opds2Genres: opds.opds2Genres,
  opds2Genre: opds.opds2Genre,
  opds2SeriesList: opds.opds2SeriesList,
  opds2Series: opds.opds2Series,
  opds2Tags: opds.opds2Tags,
  opds2Tag: opds.opds2Tag,
  opds2Publishers: opds.opds2Publishers,
  opds2Publisher: opds.opds2Publisher,
  opds2Languages: opds.opds2Languages,
  opds2Language: opds.opds2Language,
  opds2Reading: opds.opds2Reading,
  opds2ReadNext: opds.opds2ReadNext,
  opds2Search: opds.opds2Search,
  listUsers: users.listUsers,
  getUser: users.getUser,
  createUser: users.createUser,
  updateUser: users.updateUser,
  deleteUser: users.deleteUser,
  setUserPassword: users.setUserPassword,
  listUserSessions: users.listUserSessions,
  revokeUserSession: users.revokeUserSession,
  listRoles: roles.listRoles,
  createRole: roles.createRole,
  updateRole: roles.updateRole,
  deleteRole: roles.deleteRole,
  listPermissions: roles.listPermissions,
  getDashboard: admin.getDashboard,
  getAdminAuthSettings: admin.getAdminAuthSettings,
  updateAuthSettings: admin.updateAuthSettings,
  createInvitation: admin.createInvitation,
  startScan: scans.startScan,
  listScans: scans.listScans,
  getScan: scans.getScan,
  confirmScan: scans.confirmScan,
  listQuarantine: scans.listQuarantine,
  refreshMetadata: scans.refreshMetadata,
  opdsAuthentication,
} as const;

export type Contract = typeof contract;
export type OperationId = keyof Contract;

type PartOf<Id extends OperationId, Part extends string> =
  Contract[Id] extends Record<Part, infer Schema extends TSchema> ? Static<Schema> : undefined;

/** Path parameters of an operation; `undefined` if it has none. */
export type ParamsOf<Id extends OperationId> = PartOf<Id, 'params'>;
/** Query of an operation; `undefined` if it reads none. */
export type QueryOf<Id extends OperationId> = PartOf<Id, 'query'>;
/** JSON body of an operation; `undefined` if it reads none. */
export type BodyOf<Id extends OperationId> = PartOf<Id, 'body'>;

type Success = 200 | 201 | 202 | 206;
type SuccessSchema<Responses> = Responses[keyof Responses & Success];

/** What an operation answers with when it succeeds; a union where several statuses do. */
export type ReplyOf<Id extends OperationId> =
  SuccessSchema<Contract[Id]['responses']> extends infer Schema extends TSchema ? Static<Schema> : never;

/** The error codes an operation may answer with. */
export type ErrorCodeOf<Id extends OperationId> =
  Contract[Id]['errors'][number] | (typeof everyRoute)[number];
