import type { SampleBook } from '../sample-book.ts';

const common = {
  version: 2,
  author: 'Arthur Conan Doyle',
  language: 'en',
  publisher: 'George Newnes',
  subjects: ['Detective and mystery stories', 'Fiction'],
} as const;

const series = 'The Adventures of Sherlock Holmes';

export const scandalInBohemia: SampleBook = {
  ...common,
  fileName: 'a-scandal-in-bohemia',
  title: 'A Scandal in Bohemia',
  date: '1891-07',
  series: { name: series, number: 1 },
  description: 'A king wants a photograph back, and Sherlock Holmes meets the woman. The opening.',
  design: { top: [46, 40, 36], bottom: [140, 110, 70], ink: [250, 230, 190], motif: 'stripes' },
  chapters: [
    {
      title: 'I',
      paragraphs: [
        'To Sherlock Holmes she is always the woman. I have seldom heard him mention her under any other name. In his eyes she eclipses and predominates the whole of her sex. It was not that he felt any emotion akin to love for Irene Adler. All emotions, and that one particularly, were abhorrent to his cold, precise but admirably balanced mind. He was, I take it, the most perfect reasoning and observing machine that the world has seen, but as a lover he would have placed himself in a false position.',
        'I had seen little of Holmes lately. My marriage had drifted us away from each other. My own complete happiness, and the home-centred interests which rise up around the man who first finds himself master of his own establishment, were sufficient to absorb all my attention, while Holmes, who loathed every form of society with his whole Bohemian soul, remained in our lodgings in Baker Street, buried among his old books.',
      ],
    },
    {
      title: 'II',
      paragraphs: [
        'At three o’clock precisely I was at Baker Street, but Holmes had not yet returned. The landlady informed me that he had left the house shortly after eight o’clock in the morning. I sat down beside the fire, however, with the intention of awaiting him, however long he might be.',
        'It was close upon four before the door opened, and a drunken-looking groom, ill-kempt and side-whiskered, with an inflamed face and disreputable clothes, walked into the room. Accustomed as I was to my friend’s amazing powers in the use of disguises, I had to look three times before I was certain that it was indeed he.',
      ],
    },
  ],
};

export const redHeadedLeague: SampleBook = {
  ...common,
  fileName: 'the-red-headed-league',
  title: 'The Red-Headed League',
  date: '1891-08',
  series: { name: series, number: 2 },
  description: 'Why would anyone pay a man with red hair to copy out an encyclopaedia? The opening.',
  design: { top: [96, 34, 26], bottom: [206, 116, 60], ink: [255, 238, 208], motif: 'rings' },
  chapters: [
    {
      title: 'The Red-Headed League',
      paragraphs: [
        'I had called upon my friend, Mr. Sherlock Holmes, one day in the autumn of last year and found him in deep conversation with a very stout, florid-faced, elderly gentleman with fiery red hair. With an apology for my intrusion, I was about to withdraw when Holmes pulled me abruptly into the room and closed the door behind me.',
        '“You could not possibly have come at a better time, my dear Watson,” he said cordially.',
        '“I was afraid that you were engaged.”',
        '“So I am. Very much so.”',
        '“Then I can wait in the next room.”',
        '“Not at all. This gentleman, Mr. Wilson, has been my partner and helper in many of my most successful cases, and I have no doubt that he will be of the utmost use to me in yours also.”',
      ],
    },
    {
      title: 'The Advertisement',
      paragraphs: [
        '“To the Red-headed League: On account of the bequest of the late Ezekiah Hopkins, of Lebanon, Pennsylvania, U. S. A., there is now another vacancy open which entitles a member of the League to a salary of £4 a week for purely nominal services. All red-headed men who are sound in body and mind and above the age of twenty-one years, are eligible.”',
        '“What on earth does this mean?” I ejaculated after I had twice read over the extraordinary announcement.',
        'Holmes chuckled and wriggled in his chair, as was his habit when in high spirits. “It is a little off the beaten track, isn’t it?” said he.',
      ],
    },
  ],
};
