import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RelaxNGValidator, XmlDocument, XmlLibError } from 'libxml2-wasm';
import { repositoryRoot } from '../workspace.ts';
import { rules } from './opds1-rules.ts';

const file = join(repositoryRoot, 'packages', 'opds', 'tests', 'schemas', 'opds-1.2.rng');

let validator: RelaxNGValidator | undefined;

/** What is wrong with a feed or entry of OPDS 1.2, by its grammar and by the rules of its text; one sentence each. */
export function findOpds1Problems(xml: string): string[] {
  let document: XmlDocument;
  try {
    document = XmlDocument.fromString(xml);
  } catch (error) {
    return problemsOf(error);
  }
  try {
    return [...findGrammarProblems(document), ...findBrokenRules(document)];
  } finally {
    document.dispose();
  }
}

function findGrammarProblems(document: XmlDocument): string[] {
  validator ??= loadValidator();
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    return problemsOf(error);
  }
}

function findBrokenRules(document: XmlDocument): string[] {
  return rules
    .filter(({ broken }) => document.find(broken, namespaces).length > 0)
    .map(({ sentence }) => sentence);
}

const namespaces = {
  atom: 'http://www.w3.org/2005/Atom',
  opds: 'http://opds-spec.org/2010/catalog',
  dc: 'http://purl.org/dc/terms/',
};

function loadValidator(): RelaxNGValidator {
  const grammar = XmlDocument.fromString(readFileSync(file, 'utf8'));
  try {
    return RelaxNGValidator.fromDoc(grammar);
  } finally {
    grammar.dispose();
  }
}

function problemsOf(error: unknown): string[] {
  if (!(error instanceof XmlLibError)) throw error;
  return error.details.map(({ line, message }) => `line ${line}: ${message.trim()}`);
}
