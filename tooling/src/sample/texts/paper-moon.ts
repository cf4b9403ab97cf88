import type { ComicIssue } from '../../files/comic.ts';
import type { ComicScript } from '../comic-pages.ts';

interface DrawnIssue extends Omit<ComicIssue, 'pages'> {
  readonly script: ComicScript;
}

const common = {
  series: 'Paper Moon',
  writer: 'Dust Press',
  publisher: 'Dust Press',
  year: 2024,
  genre: 'Fantasy',
} as const;

/** A comic made for this library: two issues about a walk towards the moon. */
export const paperMoon: readonly DrawnIssue[] = [
  {
    ...common,
    number: 1,
    title: 'The Walk',
    summary: 'Someone sets out at dusk to see where the moon goes.',
    script: {
      title: 'Paper Moon',
      number: 1,
      sky: [58, 78, 132],
      land: [66, 92, 74],
      pages: [
        [
          'Every evening the moon went down behind the hill.',
          'Nobody had ever asked where.',
          'So I took my lamp.',
        ],
        ['The road was longer than it looked.', 'An owl wished me good luck.', 'I thanked it, to be safe.'],
        ['Halfway I turned around.', 'My house was a small yellow dot.', 'The moon was no nearer.'],
      ],
    },
  },
  {
    ...common,
    number: 2,
    title: 'The Other Side',
    summary: 'Behind the hill there is a lake, and a boat, and an explanation.',
    script: {
      title: 'Paper Moon',
      number: 2,
      sky: [40, 54, 96],
      land: [48, 84, 110],
      pages: [
        [
          'Behind the hill lay a lake.',
          'The moon was folding itself up on the water.',
          'Paper, said the moon. Obviously.',
        ],
        ['It has to be ironed every day, it said.', 'I offered to help.', 'We ironed until morning.'],
      ],
    },
  },
];
