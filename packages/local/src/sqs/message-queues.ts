import { createHash, randomUUID } from "node:crypto";
import { ServiceError } from "../world.ts";

interface Settings {
  readonly region: string;
  readonly account: string;
  readonly url: () => string;
}

export interface ReceivedMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly MD5OfBody: string;
  readonly Body: string;
  readonly Attributes: Readonly<Record<string, string>>;
}

interface Kept {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  visibleAt: number;
  /** Null until it is received. */
  receipt: string | null;
  receiveCount: number;
  firstReceivedAt: number;
}

/** Standard queues that clients make and read. They are not kept over a restart. */
export class MessageQueues {
  readonly #settings: Settings;
  readonly #byName = new Map<string, MessageQueue>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Makes a queue or finds it; answers its URL. */
  create(name: string, attributes: Readonly<Record<string, string>> = {}): string {
    if (!this.#byName.has(name)) {
      this.#byName.set(name, new MessageQueue(Number(attributes.VisibilityTimeout ?? 30)));
    }
    return this.urlOf(name);
  }

  /** Makes a queue whose messages a function of this account takes: nobody else receives one. */
  consumedBy(name: string, take: (body: string) => void): void {
    this.#byName.set(name, new MessageQueue(30, take));
  }

  urlOf(name: string): string {
    if (!this.#byName.has(name)) throw doesNotExist();
    return `${this.#settings.url()}/${this.#settings.account}/${name}`;
  }

  get names(): readonly string[] {
    return [...this.#byName.keys()];
  }

  /** By its URL, whose last part is the name: that of the real service will do. Throws ServiceError. */
  find(queueUrl: string): MessageQueue {
    const queue = this.#byName.get(nameIn(queueUrl));
    if (!queue) throw doesNotExist();
    return queue;
  }

  /** Throws ServiceError. */
  findByArn(arn: string): MessageQueue {
    const { region, account } = this.#settings;
    const start = `arn:aws:sqs:${region}:${account}:`;
    const queue = arn.startsWith(start) ? this.#byName.get(arn.slice(start.length)) : undefined;
    if (!queue) throw doesNotExist();
    return queue;
  }

  delete(queueUrl: string): void {
    this.#byName.delete(nameIn(queueUrl));
  }
}

function nameIn(queueUrl: string): string {
  return queueUrl.split("/").at(-1) ?? "";
}

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
function doesNotExist(): ServiceError {
  return new ServiceError("QueueDoesNotExist", "The specified queue does not exist.");
}

/** One standard queue: a message that was received and not deleted comes back when its time is over. */
export class MessageQueue {
  readonly #visibilityTimeout: number;
  readonly #take: ((body: string) => void) | null;
  readonly #messages: Kept[] = [];
  readonly #waiting = new Set<() => void>();

  /** `visibilityTimeout` in seconds; `take` gets every message that is sent, if it is given. */
  constructor(visibilityTimeout: number, take: ((body: string) => void) | null = null) {
    this.#visibilityTimeout = visibilityTimeout;
    this.#take = take;
  }

  send(body: string, delay = 0): { readonly MessageId: string; readonly MD5OfMessageBody: string } {
    const now = Date.now();
    const id = randomUUID();
    const sent = { MessageId: id, MD5OfMessageBody: md5(body) };
    if (this.#take) {
      this.#take(body);
      return sent;
    }
    const visibleAt = now + delay * 1000;
    this.#messages.push({
      id,
      body,
      sentAt: now,
      visibleAt,
      receipt: null,
      receiveCount: 0,
      firstReceivedAt: 0,
    });
    for (const wake of this.#waiting) wake();
    return sent;
  }

  /** Waits as long as told, in seconds, until there is a message. */
  async receive(
    most: number,
    wait: number,
    visibility = this.#visibilityTimeout,
  ): Promise<ReceivedMessage[]> {
    const until = Date.now() + wait * 1000;
    for (;;) {
      const taken = this.#receivable(most, visibility);
      const left = until - Date.now();
      if (taken.length > 0 || left <= 0) return taken;
      await this.#nextMessage(Math.min(left, 1_000));
    }
  }

  /**
   * Deletes the message that was received with this handle; one whose handle is not the latest any more stays.
   *
   * @throws ServiceError of what is no handle.
   */
  delete(receipt: string): void {
    if (!isHandle(receipt)) {
      throw new ServiceError(
        "ReceiptHandleIsInvalid",
        `The input receipt handle "${receipt}" is not a valid receipt handle.`,
      );
    }
    const index = this.#messages.findIndex((message) => message.receipt === receipt);
    if (index >= 0) this.#messages.splice(index, 1);
  }

  #receivable(most: number, visibility: number): ReceivedMessage[] {
    const now = Date.now();
    const visible = this.#messages.filter(({ visibleAt }) => visibleAt <= now).slice(0, most);
    return visible.map((message) => {
      message.visibleAt = now + visibility * 1000;
      const receipt = randomUUID();
      message.receipt = receipt;
      message.receiveCount += 1;
      message.firstReceivedAt ||= now;
      return {
        MessageId: message.id,
        ReceiptHandle: receipt,
        MD5OfBody: md5(message.body),
        Body: message.body,
        Attributes: {
          SentTimestamp: String(message.sentAt),
          ApproximateReceiveCount: String(message.receiveCount),
          ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
        },
      };
    });
  }

  #nextMessage(patience: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, patience);
      timer.unref();
      this.#waiting.add(wake);
    });
  }
}

/** Handles are UUIDs here. */
function isHandle(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/** The service's checksum of a body; it protects nothing. */
function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
