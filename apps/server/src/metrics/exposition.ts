import type { Histogram } from './histogram.ts';

export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  readonly labels?: Labels;
  readonly value: number;
}

export interface HistogramSample {
  readonly labels?: Labels;
  readonly histogram: Histogram;
}

/** A name without suffix, and one sentence for people. */
export interface Family {
  readonly name: string;
  readonly help: string;
  /** The end of the name, where it is one. */
  readonly unit?: 'seconds' | 'bytes';
}

/** Writes metrics as OpenMetrics 1.0 has them: each family once, everything in the order it was added. */
export class Exposition {
  static readonly mediaType = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

  readonly #lines: string[] = [];

  info(family: Family, labels: Labels): void {
    this.#head(family, 'info');
    this.#sample(`${family.name}_info`, labels, 1);
  }

  gauge(family: Family, samples: readonly Sample[]): void {
    this.#head(family, 'gauge');
    for (const { labels = {}, value } of samples) this.#sample(family.name, labels, value);
  }

  counter(family: Family, samples: readonly Sample[]): void {
    this.#head(family, 'counter');
    for (const { labels = {}, value } of samples) this.#sample(`${family.name}_total`, labels, value);
  }

  histogram(family: Family, samples: readonly HistogramSample[]): void {
    this.#head(family, 'histogram');
    for (const { labels = {}, histogram } of samples) {
      const counts = histogram.cumulated();
      counts.forEach((count, index) => {
        const bound = histogram.bounds[index];
        const le = bound === undefined ? '+Inf' : numberText(bound);
        this.#sample(`${family.name}_bucket`, { ...labels, le }, count);
      });
      this.#sample(`${family.name}_sum`, labels, histogram.sum);
      this.#sample(`${family.name}_count`, labels, counts.at(-1) ?? 0);
    }
  }

  /** All of it, closed. */
  text(): string {
    return [...this.#lines, '# EOF', ''].join('\n');
  }

  #head({ name, help, unit }: Family, type: string): void {
    this.#lines.push(`# TYPE ${name} ${type}`);
    if (unit !== undefined) this.#lines.push(`# UNIT ${name} ${unit}`);
    this.#lines.push(`# HELP ${name} ${escaped(help)}`);
  }

  #sample(name: string, labels: Labels, value: number): void {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
    this.#lines.push(`${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`);
  }
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/** Bounds are written as floating-point numbers, so that scrapers take them for the same whoever writes them. */
function numberText(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
