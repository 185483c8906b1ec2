/** A request that the endpoint answered. */
export interface Served<Asked> {
  readonly inferenceId: string;
  /** When it was sent. */
  readonly at: Date;
  readonly asked: Asked;
  readonly variant: string;
  readonly predicted: number;
}

export interface TrafficSettings<Asked> {
  /** What the ids of its requests begin with. */
  readonly name: string;
  readonly perSecond: number;
  /** Requests under way at once; what would exceed it waits. */
  readonly concurrency: number;
  invoke(
    asked: Asked,
    inferenceId: string,
  ): Promise<{ readonly variant: string; readonly predicted: number }>;
  onServed(served: Served<Asked>): void;
  onFailed(error: unknown): void;
}

/** Requests at a steady rate, whatever the answers take, until it is stopped. */
export class Traffic<Asked> {
  readonly #settings: TrafficSettings<Asked>;
  #requests: Iterator<Asked>;
  readonly #underWay = new Set<Promise<void>>();
  #began = performance.now();
  #sent = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(settings: TrafficSettings<Asked>, requests: Iterator<Asked>) {
    this.#settings = settings;
    this.#requests = requests;
  }

  start(): void {
    this.#began = performance.now();
    this.#timer = setInterval(() => this.#sendDue(), 1000 / this.#settings.perSecond);
  }

  /** From now on requests come from elsewhere. */
  turnTo(requests: Iterator<Asked>): void {
    this.#requests = requests;
  }

  get sent(): number {
    return this.#sent;
  }

  /** Sends no more; resolves when every answer is there. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#underWay);
  }

  #sendDue(): void {
    const { name, perSecond, concurrency } = this.#settings;
    const due = Math.floor(((performance.now() - this.#began) / 1000) * perSecond);
    // A stall is not made up for by a burst: the requests of that time were not sent.
    if (due - this.#sent > concurrency) this.#began += ((due - this.#sent - concurrency) / perSecond) * 1000;
    while (this.#sent < due && this.#underWay.size < concurrency) {
      const next = this.#requests.next();
      if (next.done) return;
      this.#sent++;
      const request = this.#send(next.value, `${name}-${String(this.#sent).padStart(6, "0")}`);
      this.#underWay.add(request);
      void request.then(() => this.#underWay.delete(request));
    }
  }

  async #send(asked: Asked, inferenceId: string): Promise<void> {
    const at = new Date();
    try {
      const answer = await this.#settings.invoke(asked, inferenceId);
      this.#settings.onServed({ inferenceId, at, asked, ...answer });
    } catch (error) {
      this.#settings.onFailed(error);
    }
  }
}
