import { randomUUID } from "node:crypto";
import { after } from "../long-timers.ts";
import type { DeadLetter, QueuedMessage } from "./message.ts";
import { failedMessages, sqsEvent } from "./sqs-event.ts";

export interface QueueSettings {
  /** Most messages in one call of the function; default 10. */
  readonly batchSize: number;
  /** How many batches may be with the function at once; default 2. */
  readonly concurrency: number;
  /** After this many milliseconds without an answer a message is delivered again; default 60,000. */
  readonly visibilityTimeout: number;
  /** How many milliseconds after a failure a message is delivered again; default 1,000. */
  readonly retryDelay: number;
  /** After this many failures a message goes to the dead-letter queue; default 5. */
  readonly maxReceiveCount: number;
}

interface Wiring {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly settings: Partial<QueueSettings>;
  readonly log: (line: string) => void;
  readonly warn: (line: string) => void;
  /** Calls the function with an SQS event; its answer may name the messages that failed. */
  readonly invoke: (event: unknown) => Promise<unknown>;
}

/**
 * A standard queue with its function: batches, visibility, retries, dead letters. On a failure the message comes
 * back after `retryDelay` and not only when it becomes visible again, so that a laptop need not wait for it.
 */
export class Queue {
  readonly name: string;
  readonly arn: string;
  readonly #wiring: Wiring;
  readonly #settings: QueueSettings;
  readonly #messages = new Map<string, QueuedMessage>();
  readonly #errors = new Map<string, string>();
  readonly #deadLetters: DeadLetter[] = [];
  readonly #running = new Set<Promise<void>>();
  #callOff: () => void = () => {};
  #closed = false;

  constructor(wiring: Wiring) {
    this.name = wiring.name;
    this.arn = `arn:aws:sqs:${wiring.region}:${wiring.account}:${wiring.name}`;
    this.#wiring = wiring;
    this.#settings = {
      batchSize: 10,
      concurrency: 2,
      visibilityTimeout: 60_000,
      retryDelay: 1_000,
      maxReceiveCount: 5,
      ...wiring.settings,
    };
  }

  send(body: string): void {
    if (this.#closed) return;
    const id = randomUUID();
    const sentAt = Date.now();
    this.#messages.set(id, {
      id,
      body,
      sentAt,
      firstReceivedAt: null,
      receiveCount: 0,
      visibleAt: sentAt,
      receipt: "",
    });
    this.#wake(0);
  }

  get deadLetters(): readonly DeadLetter[] {
    return this.#deadLetters;
  }

  /** True when no message waits and none is with the function. */
  get idle(): boolean {
    return this.#messages.size === 0 && this.#running.size === 0;
  }

  /** Delivers nothing more; resolves when the function has let go of what it has, or after a second. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#callOff();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, 1_000);
    });
    await Promise.race([Promise.all(this.#running), patience]);
    clearTimeout(timer);
  }

  #wake(delay: number): void {
    if (this.#closed) return;
    this.#callOff();
    this.#callOff = after(delay, () => this.#pump());
  }

  #pump(): void {
    while (this.#running.size < this.#settings.concurrency) {
      const batch = this.#receive();
      if (batch.length === 0) break;
      const running = this.#handle(batch).finally(() => {
        this.#running.delete(running);
        this.#wake(0);
      });
      this.#running.add(running);
    }
    const next = Math.min(...[...this.#messages.values()].map(({ visibleAt }) => visibleAt));
    const busy = this.#running.size >= this.#settings.concurrency;
    if (Number.isFinite(next) && !busy) this.#wake(Math.max(next - Date.now(), 1));
  }

  #receive(): readonly QueuedMessage[] {
    const now = Date.now();
    const batch: QueuedMessage[] = [];
    for (const message of this.#messages.values()) {
      if (batch.length === this.#settings.batchSize) break;
      if (message.visibleAt > now) continue;
      if (message.receiveCount >= this.#settings.maxReceiveCount) {
        this.#bury(message);
        continue;
      }
      message.receiveCount += 1;
      message.firstReceivedAt ??= now;
      message.visibleAt = now + this.#settings.visibilityTimeout;
      message.receipt = randomUUID();
      batch.push(message);
    }
    return batch;
  }

  async #handle(batch: readonly QueuedMessage[]): Promise<void> {
    const receipts = new Map(batch.map(({ id, receipt }) => [id, receipt]));
    let failed: "all" | ReadonlySet<string>;
    let error = "the function named it in batchItemFailures";
    try {
      const answer = await this.#wiring.invoke(
        sqsEvent(batch, { arn: this.arn, region: this.#wiring.region }),
      );
      failed = failedMessages(answer, batch);
    } catch (thrown) {
      failed = "all";
      error = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    }
    for (const message of batch) {
      if (failed !== "all" && !failed.has(message.id)) {
        this.#messages.delete(message.id);
        this.#errors.delete(message.id);
        continue;
      }
      this.#errors.set(message.id, error);
      this.#wiring.log(
        `${this.name}: message ${message.id} failed (receive ${message.receiveCount}): ${error}`,
      );
      const mine = receipts.get(message.id) === message.receipt;
      if (mine) message.visibleAt = Date.now() + this.#settings.retryDelay;
    }
  }

  #bury({ id, body, receiveCount }: QueuedMessage): void {
    const error = this.#errors.get(id) ?? "the function did not answer in time";
    this.#messages.delete(id);
    this.#errors.delete(id);
    this.#deadLetters.push({ queue: this.name, id, body, receiveCount, error, at: new Date() });
    this.#wiring.warn(`${this.name}: message ${id} goes to the dead-letter queue: ${error}`);
  }
}
