import { escapeHtml, htmlPage } from './html.ts';

export interface LandingFacts {
  readonly version: string;
  readonly base: string;
  readonly books: number;
  readonly authors: number;
  readonly hasUsers: boolean;
  /** Whether e-readers with KOReader may keep their places here. */
  readonly hasKosync: boolean;
}

/** The page at `/` of a server without a web client: what this is, and where to go from here. */
export function landingPage(facts: LandingFacts): string {
  const { version, base, books, authors, hasUsers } = facts;
  const size = books === 0 ? 'No books yet' : `${counted(books, 'book')} by ${counted(authors, 'author')}`;
  const start = hasUsers
    ? ''
    : `<h2>First steps</h2>
<p>There is no account yet. The first one becomes the administrator:</p>
<pre>curl ${escapeHtml(base)}/auth/register -H 'Content-Type: application/json' \\
  -d '{"email":"you@example.org","password":"at least 8 characters","display_name":"You"}'</pre>`;
  return htmlPage(
    'Dust',
    `<h1>Dust</h1>
<p class="lead">A media server for people who read.</p>
<dl>
<dt>Library</dt><dd>${size}</dd>
<dt>Version</dt><dd>${escapeHtml(version)}</dd>
<dt>Server address</dt><dd class="path">${escapeHtml(base)}</dd>
</dl>
${start}
<h2>Use it</h2>
<p>Enter the server address in a Dust client, or see <a href="docs">the API</a>
(<a href="openapi.json">OpenAPI&nbsp;3.1</a>) to write one.</p>
${readingApps(facts)}`,
  );
}

function readingApps({ base, hasKosync }: LandingFacts): string {
  const kosync = hasKosync
    ? `\n<dt>KOReader&rsquo;s progress sync</dt><dd class="path">${escapeHtml(base)}/kosync</dd>`
    : '';
  return `<h2>Reading apps</h2>
<p>Add this server as a catalogue (OPDS) to the app on your phone, tablet or e-reader, and sign in with your e-mail or user name
and your password, or with a password you have made for the device.</p>
<dl>
<dt>Most apps (OPDS&nbsp;1.2)</dt><dd class="path">${escapeHtml(base)}/opds</dd>
<dt>Apps with OPDS&nbsp;2.0</dt><dd class="path">${escapeHtml(base)}/opds/v2</dd>${kosync}
</dl>`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
