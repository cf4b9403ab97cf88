import { Canvas, type Color } from '../drawing/canvas.ts';
import { encodePng } from '../drawing/png.ts';

export interface ComicScript {
  readonly title: string;
  readonly number: number;
  readonly sky: Color;
  readonly land: Color;
  /** One page each: three captions, from top to bottom. */
  readonly pages: readonly (readonly [string, string, string])[];
}

const width = 600;
const height = 900;
const paper: Color = [250, 246, 236];
const ink: Color = [34, 32, 40];
const light: Color = [250, 240, 200];

/** The pages of a small drawn comic, cover first. PNG bytes. */
export function drawComic(script: ComicScript): Buffer[] {
  return [drawFront(script), ...script.pages.map((captions, page) => drawPage(script, captions, page))];
}

function drawFront({ title, number, sky, land }: ComicScript): Buffer {
  const canvas = new Canvas(width, height);
  canvas.gradient(sky, [255, 214, 170]);
  canvas.disc({ x: 410, y: 420 }, 110, light);
  canvas.peak({ x: -150, y: 520, width: 520, height: 420 }, land);
  canvas.peak({ x: 200, y: 600, width: 620, height: 340 }, ink);
  canvas.text(title, { x: 30, y: 60, width: width - 60, height: 200 }, { color: paper, scale: 10 });
  canvas.text(`No. ${number}`, { x: 30, y: 820, width: 180, height: 60 }, { color: paper, scale: 5 });
  return encodePng(canvas);
}

function drawPage(script: ComicScript, captions: readonly string[], page: number): Buffer {
  const canvas = new Canvas(width, height);
  canvas.gradient(paper, paper);
  captions.forEach((caption, index) => {
    const panel = { x: 24, y: 24 + index * 288, width: width - 48, height: 272 };
    drawPanel(canvas, panel, { script, step: page * 3 + index });
    canvas.frame(panel, 4, ink);
    const strip = { x: panel.x + 4, y: panel.y + 4, width: panel.width - 8, height: 52 };
    canvas.rectangle(strip, paper);
    canvas.text(caption, { ...strip, y: strip.y + 8 }, { color: ink, scale: 2 });
  });
  return encodePng(canvas);
}

/** The moon sinks and a figure walks from panel to panel. */
function drawPanel(
  canvas: Canvas,
  panel: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  { script, step }: { readonly script: ComicScript; readonly step: number },
): void {
  canvas.rectangle(panel, script.sky);
  canvas.disc({ x: panel.x + 440 - step * 12, y: panel.y + 110 + step * 6 }, 34, light);
  canvas.rectangle({ x: panel.x, y: panel.y + 200, width: panel.width, height: 72 }, script.land);
  const x = panel.x + 50 + step * 34;
  canvas.disc({ x, y: panel.y + 160 }, 12, ink);
  canvas.peak({ x: x - 16, y: panel.y + 168, width: 33, height: 52 }, ink);
}
