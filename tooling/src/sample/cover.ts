import { Canvas, type Color } from '../drawing/canvas.ts';
import { encodePng } from '../drawing/png.ts';

export interface CoverDesign {
  readonly title: string;
  readonly author: string;
  readonly top: Color;
  readonly bottom: Color;
  readonly ink: Color;
  readonly motif: 'moon' | 'hills' | 'rings' | 'stripes';
}

const width = 480;
const height = 720;
const margin = 28;

/** A cover of 480 × 720 pixels: a gradient, a simple motif, title and author. PNG bytes. */
export function drawCover(design: CoverDesign): Buffer {
  const canvas = new Canvas(width, height);
  canvas.gradient(design.top, design.bottom);
  drawMotif(canvas, design);
  const frame = { x: margin, y: margin, width: width - 2 * margin, height: height - 2 * margin };
  canvas.frame(frame, 3, design.ink);
  const area = { x: 52, y: 84, width: width - 104, height: 300 };
  canvas.text(design.title, area, { color: design.ink, scale: titleScale(design.title, area.width) });
  canvas.text(design.author, { ...area, y: height - 110 }, { color: design.ink, scale: 3 });
  return encodePng(canvas);
}

/** Six pixels a cell, or less where the longest word would not fit; a character takes six cells. */
function titleScale(title: string, availableWidth: number): number {
  const longest = Math.max(...title.split(' ').map((word) => word.length));
  return Math.min(6, Math.floor(availableWidth / (longest * 6)));
}

function drawMotif(canvas: Canvas, { motif, ink, top, bottom }: CoverDesign): void {
  if (motif === 'moon') {
    canvas.disc({ x: 240, y: 470 }, 90, ink);
    canvas.disc({ x: 275, y: 450 }, 82, blend(top, bottom));
  } else if (motif === 'hills') {
    canvas.peak({ x: -60, y: 430, width: 380, height: 320 }, darken(bottom, 0.8));
    canvas.peak({ x: 160, y: 470, width: 420, height: 280 }, darken(bottom, 0.65));
  } else if (motif === 'rings') {
    for (let ring = 0; ring < 5; ring += 1) {
      canvas.disc({ x: 240, y: 470 }, 100 - ring * 20, ring % 2 === 0 ? ink : blend(top, bottom));
    }
  } else {
    for (let stripe = 0; stripe < 6; stripe += 1) {
      canvas.rectangle({ x: 90, y: 400 + stripe * 28, width: 300 - stripe * 24, height: 12 }, ink);
    }
  }
}

function blend(one: Color, other: Color): Color {
  return [(one[0] + other[0]) >> 1, (one[1] + other[1]) >> 1, (one[2] + other[2]) >> 1];
}

function darken(color: Color, factor: number): Color {
  return [Math.round(color[0] * factor), Math.round(color[1] * factor), Math.round(color[2] * factor)];
}
