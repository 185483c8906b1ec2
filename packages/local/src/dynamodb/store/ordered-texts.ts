/** The parts of a range of keys; at most one of the two at each end. */
export interface Range {
  readonly gt?: string | undefined;
  readonly gte?: string | undefined;
  readonly lt?: string | undefined;
  readonly lte?: string | undefined;
  readonly reverse?: boolean | undefined;
  /** How many at most; fewer than none for all. */
  readonly limit?: number | undefined;
}

/** With more new keys than this one sort is quicker than so many places. */
const fewFresh = 32;

/**
 * Texts by keys, which can be read in the order of the keys. A key finds its place when an order is asked for, so that
 * writing costs the same however much there is.
 */
export class OrderedTexts {
  readonly #texts = new Map<string, string>();
  #sorted: string[] = [];
  #fresh: string[] = [];

  get(key: string): string | undefined {
    return this.#texts.get(key);
  }

  put(key: string, text: string): void {
    const before = this.#texts.size;
    this.#texts.set(key, text);
    if (this.#texts.size > before) this.#fresh.push(key);
  }

  delete(key: string): void {
    if (!this.#texts.has(key)) return;
    this.#settle();
    this.#texts.delete(key);
    this.#sorted.splice(this.#placeOf(key), 1);
  }

  clear(): void {
    this.#texts.clear();
    this.#sorted = [];
    this.#fresh = [];
  }

  /** Keys as they are now, whatever is written later. */
  keys({ gt, gte, lt, lte, reverse = false, limit = -1 }: Range = {}): readonly string[] {
    this.#settle();
    const from = gte !== undefined ? this.#placeOf(gte) : gt !== undefined ? this.#placeAfter(gt) : 0;
    const to =
      lt !== undefined ? this.#placeOf(lt) : lte !== undefined ? this.#placeAfter(lte) : this.#sorted.length;
    if (limit < 0 || limit >= to - from) {
      const all = this.#sorted.slice(from, Math.max(from, to));
      return reverse ? all.reverse() : all;
    }
    return reverse ? this.#sorted.slice(to - limit, to).reverse() : this.#sorted.slice(from, from + limit);
  }

  #settle(): void {
    if (this.#fresh.length === 0) return;
    if (this.#fresh.length > fewFresh) {
      this.#sorted = this.#sorted.concat(this.#fresh.sort()).sort();
    } else {
      for (const key of this.#fresh) this.#sorted.splice(this.#placeOf(key), 0, key);
    }
    this.#fresh = [];
  }

  /** Of the first key that is not before this one. */
  #placeOf(key: string): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? "") < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #placeAfter(key: string): number {
    const place = this.#placeOf(key);
    return this.#sorted[place] === key ? place + 1 : place;
  }
}
