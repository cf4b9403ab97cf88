import type { Random } from './random.ts';
import { adjectives, firstNames, nouns } from './words.ts';

const patterns = [
  (random: Random) =>
    `${random.pick(firstNames)} had never seen the ${lower(random, adjectives)} ${lower(random, nouns)} before.`,
  (random: Random) =>
    `Beyond the ${lower(random, nouns)} lay another ${lower(random, nouns)}, ${lower(random, adjectives)} and ${lower(random, adjectives)}.`,
  (random: Random) =>
    `In ${random.between(1850, 1999)} nobody spoke of the ${lower(random, nouns)}, and those who did soon left for the ${lower(random, nouns)}.`,
  (random: Random) =>
    `“It is only a ${lower(random, nouns)},” said ${random.pick(firstNames)}, and closed the ${lower(random, adjectives)} door.`,
  (random: Random) =>
    `Every ${lower(random, nouns)} keeps a ${lower(random, adjectives)} ${lower(random, nouns)}; this one kept ${random.between(2, 40)}.`,
] as const;

/** Sentences up to about the given number of characters, never fewer than one. */
export function writeProse(random: Random, characters: number): string {
  const sentences: string[] = [];
  for (let length = 0; length < characters;) {
    const sentence = random.pick(patterns)(random);
    sentences.push(sentence);
    length += sentence.length + 1;
  }
  return sentences.join(' ');
}

function lower(random: Random, words: readonly [string, ...string[]]): string {
  return random.pick(words).toLowerCase();
}
