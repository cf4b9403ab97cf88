export { findSchemaProblems } from './json-schemas.ts';
export { findOpds1Problems } from './opds1-schema.ts';
