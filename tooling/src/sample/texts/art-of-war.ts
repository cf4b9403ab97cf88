import type { PdfDocument } from '../../files/pdf.ts';

export const artOfWar: PdfDocument = {
  title: 'The Art of War',
  author: 'Sun Tzu',
  subject: 'The oldest treatise on strategy, in the translation by Lionel Giles of 1910. Three excerpts.',
  keywords: ['Strategy', 'History', 'China'],
  chapters: [
    {
      title: 'I. Laying Plans',
      paragraphs: [
        'Sun Tzu said: The art of war is of vital importance to the State.',
        'It is a matter of life and death, a road either to safety or to ruin. Hence it is a subject of inquiry which can on no account be neglected.',
        "The art of war, then, is governed by five constant factors, to be taken into account in one's deliberations, when seeking to determine the conditions obtaining in the field.",
        'These are: (1) The Moral Law; (2) Heaven; (3) Earth; (4) The Commander; (5) Method and discipline.',
        'All warfare is based on deception. Hence, when able to attack, we must seem unable; when using our forces, we must seem inactive; when we are near, we must make the enemy believe we are far away; when far away, we must make him believe we are near.',
        'Now the general who wins a battle makes many calculations in his temple ere the battle is fought. The general who loses a battle makes but few calculations beforehand. Thus do many calculations lead to victory, and few calculations to defeat: how much more no calculation at all! It is by attention to this point that I can foresee who is likely to win or lose.',
      ],
    },
    {
      title: 'III. Attack by Stratagem',
      paragraphs: [
        "Sun Tzu said: In the practical art of war, the best thing of all is to take the enemy's country whole and intact; to shatter and destroy it is not so good. So, too, it is better to recapture an army entire than to destroy it, to capture a regiment, a detachment or a company entire than to destroy them.",
        "Hence to fight and conquer in all your battles is not supreme excellence; supreme excellence consists in breaking the enemy's resistance without fighting.",
        'Hence the saying: If you know the enemy and know yourself, you need not fear the result of a hundred battles. If you know yourself but not the enemy, for every victory gained you will also suffer a defeat. If you know neither the enemy nor yourself, you will succumb in every battle.',
      ],
    },
    {
      title: 'V. Energy',
      paragraphs: [
        'Sun Tzu said: The control of a large force is the same principle as the control of a few men: it is merely a question of dividing up their numbers.',
        'Indirect tactics, efficiently applied, are inexhaustible as Heaven and Earth, unending as the flow of rivers and streams; like the sun and moon, they end but to begin anew; like the four seasons, they pass away to return once more.',
        'There are not more than five musical notes, yet the combinations of these five give rise to more melodies than can ever be heard.',
      ],
    },
  ],
};
