import { after } from "../long-timers.ts";
import { unchanging } from "../state/state.ts";
import { ByName } from "./by-name.ts";
import type { Shared } from "./context.ts";

interface Settled {
  /** Unique among all, compared without case. */
  readonly key: string;
  readonly arn: string;
  readonly status: string;
  readonly lastModifiedTime: Date;
}

interface Manner<Resource> {
  /** Of the kept state. */
  readonly collection: string;
  /** What each passing state becomes after a while; null ends the resource. */
  readonly settlesAs: Readonly<Record<string, string | null>>;
  /** Milliseconds that a passing state takes. */
  readonly delay: number;
  /** Told of every state that a resource gets. */
  readonly onMove?: (resource: Resource) => void;
}

/** Resources that are states and nothing that runs: each passes into the next after a while, by the local clock. */
export class Settling<Resource extends Settled> {
  private readonly byKey: ByName<Resource>;
  private readonly shared: Shared;
  private readonly manner: Manner<Resource>;
  private readonly underWay = new Set<() => void>();

  constructor(shared: Shared, manner: Manner<Resource>) {
    this.shared = shared;
    this.manner = manner;
    this.byKey = new ByName(shared.world.state.keep(manner.collection, () => unchanging(this.byKey)));
    shared.onRestart(() => {
      for (const { key, status } of [...this.byKey.values()]) this.settle(key, status);
    });
    shared.onClose(() => {
      for (const callOff of this.underWay) callOff();
    });
  }

  get(key: string): Resource | undefined {
    return this.byKey.get(key);
  }

  has(key: string): boolean {
    return this.byKey.has(key);
  }

  all(): Iterable<Resource> {
    return this.byKey.values();
  }

  /** Gives a resource a state, and what follows from it. */
  move(resource: Resource, status: Resource["status"]): Resource {
    const moved = { ...resource, status, lastModifiedTime: this.shared.now() };
    this.byKey.set(moved.key, moved);
    this.manner.onMove?.(moved);
    if (status in this.manner.settlesAs) {
      const callOff = after(this.manner.delay, () => {
        this.underWay.delete(callOff);
        this.settle(moved.key, status);
      });
      this.underWay.add(callOff);
    }
    return moved;
  }

  forget({ key, arn }: Resource): void {
    this.byKey.delete(key);
    this.shared.tags.forget(arn);
  }

  /** Ends a passing state, if the resource is in it still. */
  private settle(key: string, passing: string): void {
    const resource = this.byKey.get(key);
    const next = this.manner.settlesAs[passing];
    if (resource?.status !== passing || next === undefined) return;
    if (next === null) this.forget(resource);
    else this.move(resource, next);
  }
}
