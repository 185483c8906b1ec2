/** Lets requests run beside one another, but for those that must be alone: they wait for the others, and the others for them. */
export class Turns {
  #running = 0;
  #alone = false;
  readonly #waiting: { readonly alone: boolean; readonly begin: () => void }[] = [];

  /** Runs work at once, unless something is or wants to be alone. */
  async beside<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#alone || this.#waiting.length > 0) {
      await new Promise<void>((resolve) => this.#waiting.push({ alone: false, begin: resolve }));
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#next();
    }
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
      else this.#running += 1;
      first.begin();
    }
  }
}
