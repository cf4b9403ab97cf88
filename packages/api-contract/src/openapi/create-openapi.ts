import { eventData } from '../areas/events.ts';
import { contract } from '../contract.ts';
import { pathsOf, type Operation } from '../operation.ts';
import { operationObject } from './operation-object.ts';
import { SharedErrors } from './shared-errors.ts';
import { SharedSchemas, type Json } from './shared-schemas.ts';

export interface OpenApiOptions {
  /** Version of the server. */
  readonly version: string;
  /** Public URL of the server. Without it, paths are relative to where the description was fetched. */
  readonly serverUrl?: string;
  /** Operations of the server that are not part of the contract, such as reading feeds. */
  readonly extraOperations?: readonly Operation[];
}

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: Json;
}

const description =
  'A self-hosted server for ebooks and comics. Errors are told apart by `code`. Times are ISO 8601 in UTC. ' +
  'Every GET route but `/events` answers HEAD.';

/** Describes the contract as an OpenAPI 3.1 document: plain JSON, the same for the same options. */
export function createOpenApi({ version, serverUrl, extraOperations = [] }: OpenApiOptions): OpenApiDocument {
  const schemas = new SharedSchemas();
  const shared = { schemas, errors: new SharedErrors(schemas) };
  const operations: readonly Operation[] = [...Object.values(contract), ...extraOperations];
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    for (const path of pathsOf(operation)) {
      const pattern = path.replaceAll(/:(\w+)\*?/g, '{$1}');
      (paths[pattern] ??= {})[operation.method.toLowerCase()] = operationObject(operation, path, shared);
    }
  }
  const events = schemas.refer(eventData);
  return {
    openapi: '3.1.1',
    info: { title: 'Dust', version, description },
    servers: [{ url: serverUrl ?? '/' }],
    tags: [...new Set(operations.flatMap(({ tags }) => tags))].map((name) => ({ name })),
    paths,
    components: {
      schemas: schemas.all(),
      responses: shared.errors.all(),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        basic: { type: 'http', scheme: 'basic' },
      },
      'x-dust-events': events,
    },
  };
}
