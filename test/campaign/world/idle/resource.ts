/** What happened to a resource, and when (milliseconds). */
export interface ResourceEvent {
  readonly at: number;
  /** A process, or `a person`. */
  readonly by: string;
  readonly did: "stopped" | "restored" | "used" | "forbidden";
  /** When the process last looked at it and at its tags before it acted; null of a person. */
  readonly looked: number | null;
}

interface First {
  readonly id: string;
  readonly arn: string;
  readonly isAllowed: boolean;
  readonly at: number;
}

const hour = 3_600_000;

/** Something in the account that may stand idle: it runs or not, is used or not, and has a tag. */
export class IdleResource {
  readonly id: string;
  readonly arn: string;
  readonly events: ResourceEvent[] = [];
  isRunning = true;
  tag: "stop" | "keep" | null;
  /** When a person used it last. */
  usedAt: number;
  /** The last change, of whoever it was. */
  changedAt: number;
  /** When it was made, or made again. */
  madeAt: number;
  private readonly looks = new Map<string, { state?: number; tags?: number }>();

  constructor({ id, arn, isAllowed, at }: First) {
    this.id = id;
    this.arn = arn;
    this.tag = isAllowed ? "stop" : null;
    this.usedAt = at - 2 * hour;
    this.changedAt = at;
    this.madeAt = at;
  }

  look(process: string, at: number, part: "state" | "tags"): void {
    this.looks.set(process, { ...this.looks.get(process), [part]: at });
  }

  /** A process stops it: deletes it, or sets it. Nothing happens where it is stopped. */
  stop(by: string, at: number): void {
    if (!this.isRunning) return;
    this.isRunning = false;
    this.changedAt = at;
    this.events.push({ at, by, did: "stopped", looked: this.lookOf(by) });
  }

  /** As stop(): starts it, makes it again, or sets it as before. */
  restore(by: string, at: number): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.changedAt = at;
    this.madeAt = at;
    this.events.push({ at, by, did: "restored", looked: this.lookOf(by) });
  }

  /** A person uses it, and starts it for that if need be. */
  use(at: number): void {
    if (!this.isRunning) this.madeAt = at;
    this.isRunning = true;
    this.usedAt = at;
    this.changedAt = at;
    this.events.push({ at, by: "a person", did: "used", looked: null });
  }

  forbid(at: number): void {
    this.tag = "keep";
    this.events.push({ at, by: "a person", did: "forbidden", looked: null });
  }

  private lookOf(process: string): number {
    const { state = 0, tags = 0 } = this.looks.get(process) ?? {};
    return Math.min(state, tags);
  }
}
