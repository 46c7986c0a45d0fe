import {characterWidth} from '../../core/text.ts';

/** The cell of a space. */
export const blank = 32;

/** The right half of a wide character. */
export const rightHalf = -1;

/** Numbers from here on are characters with combining marks. */
const firstCluster = 0x11_00_00;

/** An attacker may write as many different ones as there are: then only those that are shown are kept. */
const mostClusters = 20_000;

/** Terminals do not agree on how wide these are. */
const doubtful = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Mark}]/v;

/** What stands in cells, as numbers: a code point, or a number for a character with its combining marks. */
export class Glyphs {
  #clusters: string[] = [];
  #ids = new Map<string, number>();
  #widths = new Uint8Array(0x1_00_00).fill(255);
  #steady = new Uint8Array(0x1_00_00).fill(255);

  /** True where so many are known that those in use should get new numbers. */
  get isFull(): boolean {
    return this.#clusters.length > mostClusters;
  }

  /** Forgets all clusters but those in these cells, which get new numbers. */
  renumber(cells: Int32Array): void {
    const before = this.#clusters;
    this.#clusters = [];
    this.#ids = new Map();
    for (const [at, glyph] of cells.entries()) {
      if (glyph >= firstCluster) {
        cells[at] = this.#cluster(before[glyph - firstCluster] ?? ' ');
      }
    }
  }

  /** Cells that a code point takes by itself. */
  width(point: number): number {
    if (point < 0x7f) {
      return 1;
    }

    let width = this.#widths[point] ?? 255;
    if (width === 255) {
      width = characterWidth(String.fromCodePoint(point));
      if (point < this.#widths.length) {
        this.#widths[point] = width;
      }
    }

    return width;
  }

  /** The glyph with a mark put on it. */
  marked(glyph: number, mark: number): number {
    return this.#cluster(this.text(glyph) + String.fromCodePoint(mark));
  }

  #cluster(text: string): number {
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = firstCluster + this.#clusters.length;
      this.#clusters.push(text);
      this.#ids.set(text, id);
    }

    return id;
  }

  text(glyph: number): string {
    return glyph < firstCluster
      ? String.fromCodePoint(glyph)
      : (this.#clusters[glyph - firstCluster] ?? ' ');
  }

  /** Whether every terminal agrees on how far the cursor moves when this is written. */
  isSteady(glyph: number): boolean {
    if (glyph < 0x80) {
      return true;
    }

    if (glyph >= this.#steady.length) {
      return false;
    }

    let steady = this.#steady[glyph] ?? 255;
    if (steady === 255) {
      steady = doubtful.test(String.fromCodePoint(glyph)) ? 0 : 1;
      this.#steady[glyph] = steady;
    }

    return steady === 1;
  }
}
