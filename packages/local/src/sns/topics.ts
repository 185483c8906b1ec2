import { randomBytes, randomUUID } from "node:crypto";
import { namesOnly, type State, unchanging } from "../state/state.ts";
import { passesFilter } from "./filter-policy.ts";
import { confirmation, deliver, notification } from "./http-delivery.ts";
import type { Message } from "./message.ts";
import type { Subscription } from "./subscription.ts";

interface Settings {
  readonly region: string;
  readonly account: string;
  readonly url: () => string;
  readonly log: (line: string) => void;
  /** Puts a message into the queue of this ARN; throws ServiceError when there is none. */
  readonly sendTo: (queueArn: string, body: string) => void;
}

/** Topics, who subscribed to them, and every message that was published. */
export class Topics {
  readonly #settings: Settings;
  readonly #arns: Set<string>;
  readonly #displayNames: Map<string, string>;
  readonly #subscriptions: Map<string, Subscription>;
  readonly #messages: Message[] = [];
  readonly #ended = new AbortController();

  constructor(settings: Settings, state: State) {
    this.#settings = settings;
    this.#arns = new Set(state.keep("sns/topics", () => namesOnly(this.#arns)).keys());
    this.#displayNames = new Map(state.keep("sns/display-names", () => unchanging(this.#displayNames)));
    this.#subscriptions = new Map(state.keep("sns/subscriptions", () => unchanging(this.#subscriptions)));
  }

  /** Makes a topic or finds it; answers its ARN. */
  create(name: string, displayName = ""): string {
    const arn = `arn:aws:sns:${this.#settings.region}:${this.#settings.account}:${name}`;
    if (!this.#arns.has(arn) && displayName !== "") this.#displayNames.set(arn, displayName);
    this.#arns.add(arn);
    return arn;
  }

  /** Empty unless it was made with one. */
  displayNameOf(arn: string): string {
    return this.#displayNames.get(arn) ?? "";
  }

  delete(arn: string): void {
    this.#arns.delete(arn);
    this.#displayNames.delete(arn);
    for (const subscription of this.subscriptionsOf(arn)) this.#subscriptions.delete(subscription.arn);
  }

  has(arn: string): boolean {
    return this.#arns.has(arn);
  }

  get arns(): readonly string[] {
    return [...this.#arns];
  }

  /** Every message ever published, oldest first. */
  get messages(): readonly Message[] {
    return this.#messages;
  }

  get subscriptions(): readonly Subscription[] {
    return [...this.#subscriptions.values()];
  }

  subscriptionsOf(topicArn: string): readonly Subscription[] {
    return this.subscriptions.filter((subscription) => subscription.topicArn === topicArn);
  }

  subscription(arn: string): Subscription | null {
    return this.#subscriptions.get(arn) ?? null;
  }

  /** Subscribes a queue of the account, or an HTTP endpoint, which is asked to confirm. */
  subscribe(
    wanted: Pick<Subscription, "topicArn" | "protocol" | "endpoint" | "raw" | "filter">,
  ): Subscription {
    const known = this.subscriptionsOf(wanted.topicArn).find(
      ({ protocol, endpoint }) => protocol === wanted.protocol && endpoint === wanted.endpoint,
    );
    const subscription = known ?? {
      ...wanted,
      arn: `${wanted.topicArn}:${randomUUID()}`,
      token: randomBytes(32).toString("hex"),
      confirmed: wanted.protocol === "sqs",
    };
    this.#subscriptions.set(subscription.arn, subscription);
    if (!subscription.confirmed) {
      this.#post(confirmation(subscription, randomUUID(), this.#settings.url()), subscription);
    }
    return subscription;
  }

  /** Confirms the subscription that has this token; null when there is none. */
  confirm(topicArn: string, token: string): Subscription | null {
    const found = this.subscriptionsOf(topicArn).find((subscription) => subscription.token === token);
    return found ? this.change({ ...found, confirmed: true }) : null;
  }

  /** Takes the place of the subscription that has its ARN. */
  change(subscription: Subscription): Subscription {
    this.#subscriptions.set(subscription.arn, subscription);
    return subscription;
  }

  unsubscribe(arn: string): void {
    this.#subscriptions.delete(arn);
  }

  publish(message: Message): void {
    this.#messages.push(message);
    this.#settings.log(`sns: ${message.topicArn.split(":").at(-1)}: ${message.subject ?? message.body}`);
    for (const subscription of this.subscriptionsOf(message.topicArn)) {
      if (!subscription.confirmed) continue;
      if (subscription.filter && !passesFilter(subscription.filter, message, subscription.protocol)) continue;
      const post = notification(message, subscription, this.#settings.url());
      if (subscription.protocol === "sqs") this.#send(post.body, subscription);
      else this.#post(post, subscription);
    }
  }

  close(): void {
    this.#ended.abort();
  }

  #send(body: string, { endpoint }: Subscription): void {
    try {
      this.#settings.sendTo(endpoint, body);
    } catch (error) {
      this.#settings.log(`sns: ${endpoint}: ${String(error)}`);
    }
  }

  #post(post: Parameters<typeof deliver>[0], subscription: Subscription): void {
    deliver(post, this.#ended.signal).then(
      (delivered) => {
        if (!delivered) this.#settings.log(`sns: ${subscription.endpoint} did not take a message`);
      },
      (error: unknown) => this.#settings.log(`sns: ${subscription.endpoint}: ${String(error)}`),
    );
  }
}
