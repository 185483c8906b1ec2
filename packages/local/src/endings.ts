/** How what was started is ended: the last first, all of it, whatever breaks. */
export class Endings {
  readonly #ends: (() => unknown)[] = [];

  /** Ended before all that was added earlier. */
  add(end: () => unknown): void {
    this.#ends.push(end);
  }

  /** @throws what the first end threw, once all have ended */
  async run(): Promise<void> {
    const errors: unknown[] = [];
    for (const end of this.#ends.splice(0).reverse()) {
      try {
        await end();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
