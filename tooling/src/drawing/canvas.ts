import { glyphCells, glyphHeight, glyphWidth } from './font.ts';
import type { Pixels } from './png.ts';

export type Color = readonly [red: number, green: number, blue: number];

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TextStyle {
  readonly color: Color;
  /** Pixels a font cell is wide and high; a character takes six cells by nine. */
  readonly scale: number;
}

const cellsPerCharacter = glyphWidth + 1;
const cellsPerLine = glyphHeight + 2;

/** A picture in memory to draw simple shapes and text on; what falls outside is cut off. */
export class Canvas implements Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.rgb = new Uint8Array(width * height * 3);
  }

  /** Fills the whole canvas from one colour at the top to another at the bottom. */
  gradient(top: Color, bottom: Color): void {
    for (let y = 0; y < this.height; y += 1) {
      const share = y / Math.max(1, this.height - 1);
      this.rectangle({ x: 0, y, width: this.width, height: 1 }, mix(top, bottom, share));
    }
  }

  rectangle({ x, y, width, height }: Rectangle, color: Color): void {
    for (let row = Math.max(0, y); row < Math.min(this.height, y + height); row += 1) {
      for (let column = Math.max(0, x); column < Math.min(this.width, x + width); column += 1) {
        this.rgb.set(color, (row * this.width + column) * 3);
      }
    }
  }

  /** A frame of the given thickness along the inner edge of the rectangle. */
  frame({ x, y, width, height }: Rectangle, thickness: number, color: Color): void {
    this.rectangle({ x, y, width, height: thickness }, color);
    this.rectangle({ x, y: y + height - thickness, width, height: thickness }, color);
    this.rectangle({ x, y, width: thickness, height }, color);
    this.rectangle({ x: x + width - thickness, y, width: thickness, height }, color);
  }

  disc(centre: { readonly x: number; readonly y: number }, radius: number, color: Color): void {
    for (let dy = -radius; dy <= radius; dy += 1) {
      const half = Math.floor(Math.sqrt(radius * radius - dy * dy));
      this.rectangle({ x: centre.x - half, y: centre.y + dy, width: 2 * half + 1, height: 1 }, color);
    }
  }

  /** A triangle standing on its base, with its tip above the middle. */
  peak({ x, y, width, height }: Rectangle, color: Color): void {
    for (let row = 0; row < height; row += 1) {
      const rowWidth = Math.round((width * (row + 1)) / height);
      this.rectangle(
        { x: x + Math.floor((width - rowWidth) / 2), y: y + row, width: rowWidth, height: 1 },
        color,
      );
    }
  }

  /** Centred lines of text, broken at blanks to fit the rectangle's width; returns the height used. */
  text(text: string, area: Rectangle, { color, scale }: TextStyle): number {
    const lines = breakLines(text, Math.floor(area.width / (cellsPerCharacter * scale)));
    lines.forEach((line, index) => {
      const width = line.length * cellsPerCharacter * scale - scale;
      const x = area.x + Math.floor((area.width - width) / 2);
      this.#line(line, { x, y: area.y + index * cellsPerLine * scale }, { color, scale });
    });
    return lines.length * cellsPerLine * scale;
  }

  #line(line: string, at: { readonly x: number; readonly y: number }, { color, scale }: TextStyle): void {
    Array.from(line).forEach((character, index) => {
      for (const [column, row] of glyphCells(character)) {
        const x = at.x + (index * cellsPerCharacter + column) * scale;
        this.rectangle({ x, y: at.y + row * scale, width: scale, height: scale }, color);
      }
    });
  }
}

function breakLines(text: string, limit: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= limit)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function mix(from: Color, to: Color, share: number): Color {
  const channel = (index: 0 | 1 | 2): number => Math.round(from[index] + (to[index] - from[index]) * share);
  return [channel(0), channel(1), channel(2)];
}
