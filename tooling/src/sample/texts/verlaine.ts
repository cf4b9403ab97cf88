import type { SampleBook } from '../sample-book.ts';

export const verlaine: SampleBook = {
  version: 3,
  fileName: 'chanson-d-automne',
  title: 'Chanson d’automne et autres poèmes',
  author: 'Paul Verlaine',
  language: 'fr',
  date: '1866',
  publisher: 'Alphonse Lemerre',
  description: 'Trois poèmes de l’automne, de la pluie et du soir.',
  subjects: ['Poésie française'],
  design: {
    top: [120, 70, 30],
    bottom: [230, 180, 90],
    ink: [60, 28, 14],
    motif: 'moon',
    coverTitle: "Chanson d'automne",
  },
  chapters: [
    {
      title: 'Chanson d’automne',
      paragraphs: [
        'Les sanglots longs\nDes violons\nDe l’automne\nBlessent mon cœur\nD’une langueur\nMonotone.',
        'Tout suffocant\nEt blême, quand\nSonne l’heure,\nJe me souviens\nDes jours anciens\nEt je pleure ;',
        'Et je m’en vais\nAu vent mauvais\nQui m’emporte\nDeçà, delà,\nPareil à la\nFeuille morte.',
      ],
    },
    {
      title: 'Il pleure dans mon cœur',
      paragraphs: [
        'Il pleure dans mon cœur\nComme il pleut sur la ville ;\nQuelle est cette langueur\nQui pénètre mon cœur ?',
        'Ô bruit doux de la pluie\nPar terre et sur les toits !\nPour un cœur qui s’ennuie,\nÔ le chant de la pluie !',
      ],
    },
    {
      title: 'La lune blanche',
      paragraphs: [
        'La lune blanche\nLuit dans les bois ;\nDe chaque branche\nPart une voix\nSous la ramée…',
        'Ô bien-aimée.',
        'L’étang reflète,\nProfond miroir,\nLa silhouette\nDu saule noir\nOù le vent pleure…',
        'Rêvons, c’est l’heure.',
      ],
    },
  ],
};
