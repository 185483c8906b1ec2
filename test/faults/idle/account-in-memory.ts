import type { IdleAct } from "@driftwheel/core/idle/act.ts";
import { allows } from "@driftwheel/core/idle/decide.ts";
import type { Inventory, NotebookFact } from "@driftwheel/core/idle/inventory.ts";
import type { ActOutcome, IdleActor } from "@driftwheel/core/idle/ports.ts";
import type { IdlePolicy } from "@driftwheel/core/policy/idle/idle.ts";

interface Notebook {
  readonly name: string;
  status: "InService" | "Stopped";
  changedAt: Date;
  tag: "stop" | "keep" | null;
}

/** What really happened to an instance, and when. */
export interface Happened {
  readonly name: string;
  readonly what: "stopped by Driftwheel" | "started by Driftwheel" | "used";
  readonly at: Date;
}

/** Notebook instances that people start and stop while Driftwheel looks at them. */
export class AccountInMemory {
  readonly happened: Happened[] = [];
  readonly #notebooks = new Map<string, Notebook>();
  readonly #now: () => Date;

  constructor(names: readonly string[], now: () => Date) {
    this.#now = now;
    for (const name of names) {
      this.#notebooks.set(name, { name, status: "InService", changedAt: now(), tag: "stop" });
    }
  }

  of(name: string): Notebook {
    const found = this.#notebooks.get(name);
    if (!found) throw new Error(`There is no ${name}.`);
    return found;
  }

  /** A person uses it from now on. */
  use(name: string): void {
    Object.assign(this.of(name), { status: "InService", changedAt: this.#now() });
    this.#tell(name, "used");
  }

  tag(name: string, tag: Notebook["tag"]): void {
    this.of(name).tag = tag;
  }

  inventory(): Inventory {
    const facts = [...this.#notebooks.values()].map(
      ({ name, status, changedAt, tag }): NotebookFact => ({
        ...{ name, arn: `arn:${name}`, status, instanceType: "ml.t3.medium", busiest: null },
        tags: tag === null ? {} : { "driftwheel:idle": tag },
        changedAt: changedAt.toISOString(),
      }),
    );
    return {
      notebooks: { known: true, facts },
      ...{ studio: null, endpoints: null, leftovers: null, experiments: null },
    };
  }

  /** Compares and acts in one moment, as nearly as AWS lets anybody do it. */
  actor(): IdleActor {
    return {
      stop: async (act, tags) => this.#stop(act, tags),
      restore: async (act) => this.#start(act),
    };
  }

  #stop(act: IdleAct, policy: Pick<IdlePolicy, "actTag" | "keepTag">): ActOutcome {
    const notebook = this.of(act.name);
    if (notebook.status === "Stopped") return { outcome: "done", answer: "It is stopped." };
    const expected = act.operation === "stop-notebook" ? act.changedAt : "";
    if (notebook.changedAt.toISOString() !== expected) return { outcome: "spared", why: "It was changed." };
    const tags: Record<string, string> = notebook.tag === null ? {} : { "driftwheel:idle": notebook.tag };
    if (!allows(tags, policy)) return { outcome: "spared", why: "It has not the tag." };
    Object.assign(notebook, { status: "Stopped", changedAt: this.#now() });
    this.#tell(act.name, "stopped by Driftwheel");
    return { outcome: "done", answer: "It is being stopped." };
  }

  #start({ name }: IdleAct): ActOutcome {
    const notebook = this.of(name);
    if (notebook.status === "InService") return { outcome: "done", answer: "It runs." };
    Object.assign(notebook, { status: "InService", changedAt: this.#now() });
    this.#tell(name, "started by Driftwheel");
    return { outcome: "done", answer: "It is being started." };
  }

  #tell(name: string, what: Happened["what"]): void {
    this.happened.push({ name, what, at: this.#now() });
  }
}
