import type { SampleBook } from '../sample-book.ts';

export const timeMachine: SampleBook = {
  version: 2,
  fileName: 'the-time-machine',
  title: 'The Time Machine',
  author: 'H. G. Wells',
  language: 'en',
  date: '1895',
  publisher: 'William Heinemann',
  description: 'An inventor tells his dinner guests of a journey to the year 802,701. The opening.',
  subjects: ['Science fiction', 'Time travel'],
  design: { top: [18, 22, 48], bottom: [70, 62, 120], ink: [240, 220, 160], motif: 'moon' },
  chapters: [
    {
      title: 'Introduction',
      paragraphs: [
        'The Time Traveller (for so it will be convenient to speak of him) was expounding a recondite matter to us. His pale grey eyes shone and twinkled, and his usually pale face was flushed and animated. The fire burnt brightly, and the soft radiance of the incandescent lights in the lilies of silver caught the bubbles that flashed and passed in our glasses. Our chairs, being his patents, embraced and caressed us rather than submitted to be sat upon, and there was that luxurious after-dinner atmosphere, when thought runs gracefully free of the trammels of precision.',
        'And he put it to us in this way—marking the points with a lean forefinger—as we sat and lazily admired his earnestness over this new paradox (as we thought it) and his fecundity.',
        '“You must follow me carefully. I shall have to controvert one or two ideas that are almost universally accepted. The geometry, for instance, they taught you at school is founded on a misconception.”',
        '“Is not that rather a large thing to expect us to begin upon?” said Filby, an argumentative person with red hair.',
        '“I do not mean to ask you to accept anything without reasonable ground for it. You will soon admit as much as I need from you. You know of course that a mathematical line, a line of thickness nil, has no real existence. They taught you that? Neither has a mathematical plane. These things are mere abstractions.”',
      ],
    },
    {
      title: 'The Machine',
      paragraphs: [
        'The thing the Time Traveller held in his hand was a glittering metallic framework, scarcely larger than a small clock, and very delicately made. There was ivory in it, and some transparent crystalline substance.',
        '“This little affair,” said the Time Traveller, resting his elbows upon the table and pressing his hands together above the apparatus, “is only a model. It is my plan for a machine to travel through time. You will notice that it looks singularly askew, and that there is an odd twinkling appearance about this bar, as though it was in some way unreal.” He pointed to the part with his finger. “Also, here is one little white lever, and here is another.”',
      ],
    },
  ],
};
