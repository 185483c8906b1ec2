import type { WeatherDay } from "./weather.ts";

/** A request that the endpoint answered. */
export interface Served {
  readonly inferenceId: string;
  /** When it was sent. */
  readonly at: Date;
  readonly weather: WeatherDay;
  readonly variant: string;
  /** Predicted low in degrees Celsius. */
  readonly predicted: number;
}

export interface TrafficSettings {
  readonly perSecond: number;
  /** Requests under way at once; what would exceed it waits. */
  readonly concurrency: number;
  invoke(
    weather: WeatherDay,
    inferenceId: string,
  ): Promise<{ readonly variant: string; readonly predicted: number }>;
  onServed(served: Served): void;
  onFailed(error: unknown): void;
}

/** Requests at a steady rate, whatever the answers take, until it is stopped. */
export class Traffic {
  readonly #settings: TrafficSettings;
  #days: Iterator<WeatherDay>;
  readonly #underWay = new Set<Promise<void>>();
  #began = performance.now();
  #sent = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(settings: TrafficSettings, days: Iterator<WeatherDay>) {
    this.#settings = settings;
    this.#days = days;
  }

  start(): void {
    this.#began = performance.now();
    this.#timer = setInterval(() => this.#sendDue(), 1000 / this.#settings.perSecond);
  }

  /** From now on days come from elsewhere. */
  turnTo(days: Iterator<WeatherDay>): void {
    this.#days = days;
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
    const { perSecond, concurrency } = this.#settings;
    const due = Math.floor(((performance.now() - this.#began) / 1000) * perSecond);
    // A stall is not made up for by a burst: the requests of that time were not sent.
    if (due - this.#sent > concurrency) this.#began += ((due - this.#sent - concurrency) / perSecond) * 1000;
    while (this.#sent < due && this.#underWay.size < concurrency) {
      const next = this.#days.next();
      if (next.done) return;
      this.#sent++;
      const request = this.#send(next.value, `frost-${String(this.#sent).padStart(6, "0")}`);
      this.#underWay.add(request);
      void request.then(() => this.#underWay.delete(request));
    }
  }

  async #send(weather: WeatherDay, inferenceId: string): Promise<void> {
    const at = new Date();
    try {
      const answer = await this.#settings.invoke(weather, inferenceId);
      this.#settings.onServed({ inferenceId, at, weather, ...answer });
    } catch (error) {
      this.#settings.onFailed(error);
    }
  }
}
