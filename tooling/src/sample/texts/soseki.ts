import type { SampleBook } from '../sample-book.ts';

export const soseki: SampleBook = {
  version: 3,
  fileName: 'wagahai-wa-neko-de-aru',
  title: '吾輩は猫である',
  author: '夏目漱石',
  language: 'ja',
  date: '1905',
  publisher: '服部書店',
  description: '名前のない猫が人間たちを眺める。冒頭の一節。',
  subjects: ['日本の小説'],
  design: {
    top: [200, 190, 170],
    bottom: [240, 232, 214],
    ink: [150, 40, 36],
    motif: 'rings',
    coverTitle: 'Wagahai wa neko de aru',
    coverAuthor: 'Natsume Soseki',
  },
  chapters: [
    {
      title: '一',
      paragraphs: [
        '吾輩は猫である。名前はまだ無い。',
        'どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。吾輩はここで始めて人間というものを見た。しかもあとで聞くとそれは書生という人間中で一番獰悪な種族であったそうだ。',
        'この書生というのは時々我々を捕えて煮て食うという話である。しかしその当時は何という考もなかったから別段恐しいとも思わなかった。ただ彼の掌に載せられてスーと持ち上げられた時何だかフワフワした感じがあったばかりである。',
      ],
    },
  ],
};
