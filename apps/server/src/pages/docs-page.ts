import { contract, errors, type Operation } from '@dust/api-contract';
import { escapeHtml, htmlPage } from './html.ts';

/** The contract as a page for people. */
export function docsPage(version: string): string {
  const operations: readonly Operation[] = Object.values(contract);
  const areas = Map.groupBy(operations, (operation) => operation.tags[0]);
  const sections = [...areas].map(
    ([area, members]) => `<h2 id="${area}">${area}</h2>\n${members.map(describe).join('\n')}`,
  );
  return htmlPage(
    'Dust API',
    `<h1>Dust API</h1>
<p class="lead">Version ${escapeHtml(version)} · <a href="openapi.json">OpenAPI 3.1</a></p>
<p>JSON over HTTP. Sign in with <code>POST /auth/login</code> and send the token as <code>Authorization: Bearer …</code>.
Every failure has the body <code>{"error", "code", "requestId"}</code>.</p>
${sections.join('\n')}`,
  );
}

function describe(operation: Operation): string {
  const { method, path, summary, permission, params, query, body } = operation;
  const rows = [
    ['who', permission ?? 'everyone'],
    ['path', fieldList(params)],
    ['query', fieldList(query)],
    ['body', fieldList(body)],
    ['answers', Object.keys(operation.responses).join(', ')],
    ['failures', operation.errors.map((code) => `${errors[code].status} ${code}`).join(' · ')],
  ].filter(([, value]) => value !== '');
  const table = rows.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value ?? '')}</dd>`).join('');
  return `<details id="${operation.operationId}"><summary><span class="path">${method} ${escapeHtml(path)}</span>
<span class="soft">${escapeHtml(summary)}</span></summary><dl>${table}</dl></details>`;
}

function fieldList(schema: Operation['body']): string {
  if (schema === undefined) return '';
  const required = new Set(schema.required ?? []);
  return Object.keys(schema.properties)
    .map((name) => (required.has(name) ? name : `${name}?`))
    .join(', ');
}
