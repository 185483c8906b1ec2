/** Lets requests run beside one another, but for those that must be alone: they wait for the others, and the others for them. */
export class Turns {
  #running = 0;
  #alone = false;
  readonly #waiting: { readonly alone: boolean; readonly begin: () => void }[] = [];

  /** Runs work at once, unless something is or wants to be alone; the work calls its argument when it is done. */
  beside(work: (done: () => void) => void): void {
    const begin = () => {
      this.#running += 1;
      work(() => {
        this.#running -= 1;
        this.#next();
      });
    };
    if (this.#alone || this.#waiting.length > 0) this.#waiting.push({ alone: false, begin });
    else begin();
  }

  async alone<Result>(work: () => Promise<Result>): Promise<Result> {
    await new Promise<void>((resolve) => {
      this.#waiting.push({ alone: true, begin: resolve });
      this.#next();
    });
    try {
      return await work();
    } finally {
      this.#alone = false;
      this.#next();
    }
  }

  #next(): void {
    while (!this.#alone) {
      const [first] = this.#waiting;
      if (!first || (first.alone && this.#running > 0)) return;
      this.#waiting.shift();
      if (first.alone) this.#alone = true;
      first.begin();
    }
  }
}
