import type { SampleBook } from '../sample-book.ts';

export const prideAndPrejudice: SampleBook = {
  version: 3,
  fileName: 'pride-and-prejudice',
  title: 'Pride and Prejudice',
  author: 'Jane Austen',
  language: 'en-GB',
  date: '1813-01-28',
  publisher: 'T. Egerton',
  isbn: '9780141439518',
  description:
    'Five sisters, an entailed estate, and a single man in possession of a good fortune. The opening chapters.',
  subjects: ['Fiction', 'Love stories', 'England'],
  design: { top: [110, 44, 72], bottom: [214, 150, 140], ink: [255, 236, 220], motif: 'stripes' },
  chapters: [
    {
      title: 'Chapter 1',
      paragraphs: [
        'It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a wife.',
        'However little known the feelings or views of such a man may be on his first entering a neighbourhood, this truth is so well fixed in the minds of the surrounding families, that he is considered as the rightful property of some one or other of their daughters.',
        '“My dear Mr. Bennet,” said his lady to him one day, “have you heard that Netherfield Park is let at last?”',
        'Mr. Bennet replied that he had not.',
        '“But it is,” returned she; “for Mrs. Long has just been here, and she told me all about it.”',
        'Mr. Bennet made no answer.',
        '“Do not you want to know who has taken it?” cried his wife impatiently.',
        '“You want to tell me, and I have no objection to hearing it.”',
        'This was invitation enough.',
      ],
    },
    {
      title: 'Chapter 2',
      paragraphs: [
        'Mr. Bennet was among the earliest of those who waited on Mr. Bingley. He had always intended to visit him, though to the last always assuring his wife that he should not go; and till the evening after the visit was paid, she had no knowledge of it. It was then disclosed in the following manner. Observing his second daughter employed in trimming a hat, he suddenly addressed her with,',
        '“I hope Mr. Bingley will like it, Lizzy.”',
        '“We are not in a way to know what Mr. Bingley likes,” said her mother resentfully, “since we are not to visit.”',
        '“But you forget, mama,” said Elizabeth, “that we shall meet him at the assemblies, and that Mrs. Long has promised to introduce him.”',
      ],
    },
    {
      title: 'Chapter 3',
      paragraphs: [
        'Not all that Mrs. Bennet, however, with the assistance of her five daughters, could ask on the subject was sufficient to draw from her husband any satisfactory description of Mr. Bingley. They attacked him in various ways; with barefaced questions, ingenious suppositions, and distant surmises; but he eluded the skill of them all; and they were at last obliged to accept the second-hand intelligence of their neighbour Lady Lucas.',
        'Her report was highly favourable. Sir William had been delighted with him. He was quite young, wonderfully handsome, extremely agreeable, and, to crown the whole, he meant to be at the next assembly with a large party. Nothing could be more delightful! To be fond of dancing was a certain step towards falling in love; and very lively hopes of Mr. Bingley’s heart were entertained.',
      ],
    },
  ],
};
