import type { SampleBook } from '../sample-book.ts';

export const wizardOfOz: SampleBook = {
  version: 3,
  fileName: 'the-wonderful-wizard-of-oz',
  title: 'The Wonderful Wizard of Oz',
  author: 'L. Frank Baum',
  language: 'en-US',
  date: '1900',
  publisher: 'George M. Hill Company',
  series: { name: 'Oz', number: 1 },
  description:
    'A cyclone carries Dorothy and her dog Toto from Kansas to a land of many colours. The opening.',
  subjects: ['Fantasy fiction', "Children's stories"],
  design: { top: [24, 96, 64], bottom: [180, 214, 110], ink: [255, 246, 196], motif: 'hills' },
  chapters: [
    {
      title: 'The Cyclone',
      paragraphs: [
        'Dorothy lived in the midst of the great Kansas prairies, with Uncle Henry, who was a farmer, and Aunt Em, who was the farmer’s wife. Their house was small, for the lumber to build it had to be carried by wagon many miles. There were four walls, a floor and a roof, which made one room; and this room contained a rusty looking cookstove, a cupboard for the dishes, a table, three or four chairs, and the beds.',
        'When Dorothy stood in the doorway and looked around, she could see nothing but the great gray prairie on every side. Not a tree nor a house broke the broad sweep of flat country that reached to the edge of the sky in all directions. The sun had baked the plowed land into a gray mass, with little cracks running through it.',
        'It was Toto that made Dorothy laugh, and saved her from growing as gray as her other surroundings. Toto was not gray; he was a little black dog, with long silky hair and small black eyes that twinkled merrily on either side of his funny, wee nose.',
      ],
    },
    {
      title: 'The Council with the Munchkins',
      paragraphs: [
        'She was awakened by a shock, so sudden and severe that if Dorothy had not been lying on the soft bed she might have been hurt. As it was, the jar made her catch her breath and wonder what had happened; and Toto put his cold little nose into her face and whined dismally.',
        'The little girl gave a cry of amazement and looked about her, her eyes growing bigger and bigger at the wonderful sights she saw. The cyclone had set the house down very gently—for a cyclone—in the midst of a country of marvelous beauty.',
      ],
    },
  ],
};
