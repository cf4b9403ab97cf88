import type { SampleBook } from '../sample-book.ts';

export const grimm: SampleBook = {
  version: 3,
  fileName: 'kinder-und-hausmaerchen',
  title: 'Kinder- und Hausmärchen',
  author: 'Brüder Grimm',
  language: 'de',
  date: '1857',
  publisher: 'Verlag der Dieterichschen Buchhandlung',
  description: 'Anfänge dreier Märchen in der Ausgabe letzter Hand.',
  subjects: ['Märchen'],
  design: { top: [28, 62, 44], bottom: [110, 140, 70], ink: [246, 226, 170], motif: 'hills' },
  chapters: [
    {
      title: 'Der Froschkönig oder der eiserne Heinrich',
      paragraphs: [
        'In den alten Zeiten, wo das Wünschen noch geholfen hat, lebte ein König, dessen Töchter waren alle schön, aber die jüngste war so schön, dass die Sonne selber, die doch so vieles gesehen hat, sich verwunderte, so oft sie ihr ins Gesicht schien.',
        'Nahe bei dem Schlosse des Königs lag ein großer dunkler Wald, und in dem Walde unter einer alten Linde war ein Brunnen; wenn nun der Tag recht heiß war, so ging das Königskind hinaus in den Wald und setzte sich an den Rand des kühlen Brunnens; und wenn sie Langeweile hatte, so nahm sie eine goldene Kugel, warf sie in die Höhe und fing sie wieder; und das war ihr liebstes Spielwerk.',
      ],
    },
    {
      title: 'Rotkäppchen',
      paragraphs: [
        'Es war einmal eine kleine süße Dirne, die hatte jedermann lieb, der sie nur ansah, am allerliebsten aber ihre Großmutter, die wusste gar nicht, was sie alles dem Kinde geben sollte. Einmal schenkte sie ihm ein Käppchen von rotem Sammet, und weil ihm das so wohl stand und es nichts anders mehr tragen wollte, hieß es nur das Rotkäppchen.',
        'Eines Tages sprach seine Mutter zu ihm: „Komm, Rotkäppchen, da hast du ein Stück Kuchen und eine Flasche Wein, bring das der Großmutter hinaus; sie ist krank und schwach und wird sich daran laben.“',
      ],
    },
    {
      title: 'Hänsel und Gretel',
      paragraphs: [
        'Vor einem großen Walde wohnte ein armer Holzhacker mit seiner Frau und seinen zwei Kindern; das Bübchen hieß Hänsel und das Mädchen Gretel. Er hatte wenig zu beißen und zu brechen, und einmal, als große Teuerung ins Land kam, konnte er auch das täglich Brot nicht mehr schaffen.',
      ],
    },
  ],
};
