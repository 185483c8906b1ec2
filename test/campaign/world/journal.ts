import type { IdleEntry } from "@driftwheel/core/idle/entry.ts";
import type { CommandAnswer } from "@driftwheel/core/vocabulary/command-answer.ts";
import type { EffectKind } from "@driftwheel/core/vocabulary/effect.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Call, FaultKind } from "../faults/fault.ts";

/** A call that changes something, as an onlooker sees it. */
export interface Write {
  readonly kind: "write";
  readonly call: Call;
  readonly input: Readonly<Record<string, unknown>>;
  readonly process: string;
  /** The effect that was being performed, and since when. */
  readonly effect: {
    readonly kind: EffectKind;
    readonly token: string;
    readonly sequence: number;
    readonly since: number;
  } | null;
  /** When the process called; `at` is when the service took it or refused it. */
  readonly called: number;
  /** Where the ledger ended when the process read it last, and when that was. */
  readonly lastRead: { readonly sequence: number; readonly at: number } | null;
  /** What the service said: null when it took the call. */
  readonly refusal: string | null;
}

/** What an onlooker who sees everything wrote down. */
export type Observation = { readonly at: number } & (
  | Write
  | { readonly kind: "entry"; readonly entry: Entry; readonly process: string }
  /** Of the account's own ledger. */
  | { readonly kind: "idle-entry"; readonly entry: IdleEntry; readonly process: string }
  | { readonly kind: "fault"; readonly fault: FaultKind; readonly text: string }
  | {
      readonly kind: "hand";
      readonly did: "deployed" | "shifted" | "deleted";
      readonly config: string;
      readonly taken: boolean;
    }
  /** A person edits a version in the registry itself. */
  | { readonly kind: "registry"; readonly version: number; readonly approval: string }
  | { readonly kind: "given"; readonly command: string; readonly key: string }
  | {
      readonly kind: "answered";
      readonly command: string;
      readonly key: string;
      readonly answer: CommandAnswer;
    }
  | { readonly kind: "killed"; readonly process: string; readonly why: string }
  | { readonly kind: "error"; readonly process: string; readonly error: string }
  | { readonly kind: "dead-letter"; readonly message: string; readonly why: string }
  | { readonly kind: "published"; readonly severity: string; readonly text: string; readonly entry: string }
  | { readonly kind: "phase"; readonly text: string }
);

export type ObservationOf<Kind extends Observation["kind"]> = Extract<Observation, { readonly kind: Kind }>;

export class Journal {
  readonly observations: Observation[] = [];
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  // Distributes over the union: each kind with its own fields.
  write(
    observed: Observation extends infer One ? (One extends Observation ? Omit<One, "at"> : never) : never,
  ): void {
    // The moment is all that was left out.
    this.observations.push({ at: this.now(), ...observed } as Observation);
  }

  of<Kind extends Observation["kind"]>(kind: Kind): readonly ObservationOf<Kind>[] {
    return this.observations.filter((one): one is ObservationOf<Kind> => one.kind === kind);
  }
}
