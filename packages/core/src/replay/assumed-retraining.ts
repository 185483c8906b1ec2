import { inDollars } from "../costs/money.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import type { EntryOf } from "../vocabulary/entry.ts";
import type { RunningRetraining } from "../vocabulary/state.ts";
import { inWords } from "../words/duration.ts";
import type { PastRetrainings } from "./past-retrainings.ts";

interface Running {
  readonly sequence: number;
  readonly running: RunningRetraining | null;
  readonly at: string;
  readonly endsAt: string;
  isOver: boolean;
  /** Another of the ledger may still be it. */
  isOpen: boolean;
}

/** The retraining that the replay asked for and the ledger did not. */
export class AssumedRetraining {
  readonly past: PastRetrainings;
  #running: Running | null = null;

  constructor(past: PastRetrainings) {
    this.past = past;
  }

  /** @returns what is assumed of it, in words */
  begin(
    { sequence, at, data }: EntryOf<"retraining-requested">,
    running: RunningRetraining | null,
    { retrain }: ModelPolicy,
  ): string {
    const { duration, micros, count } = this.past;
    const takes = duration ?? retrain.deadline;
    const endsAt = new Date(Date.parse(at) + takes).toISOString();
    this.#running = { sequence, running, at, endsAt, isOver: false, isOpen: true };
    const time =
      duration === null
        ? `none of the model's own has ended, so it takes until its deadline, ${inWords(takes)}`
        : `it takes ${inWords(takes)}, ${count === 1 ? "as the model's only one did" : `the median of the model's own ${count}`}`;
    const cost =
      micros !== null
        ? `costs ${inDollars(micros)}, ${count === 1 ? "as that did" : "their median"}`
        : data.cost === null
          ? "what it costs cannot be known"
          : "costs what the policy estimates";
    return `A retraining that the ledger does not have: ${time}, ${cost}, and no version comes of it. Whether one would have cannot be known.`;
  }

  /** The one that a retraining of the ledger is taken for; null when there is none. It is assumed no more. */
  pair(): Pick<Running, "sequence" | "at" | "running" | "isOver"> | null {
    const running = this.#running;
    if (!running?.isOpen) return null;
    this.#running = null;
    return running;
  }

  /** The drift that it was asked for is over: a later one of the ledger is for something else. */
  drifted(): void {
    if (this.#running) this.#running.isOpen = false;
  }

  /** Its end, once its time is over. */
  due(at: string): {
    readonly sequence: number;
    readonly at: string;
    readonly identity: string;
    readonly micros: number | null;
  } | null {
    const running = this.#running;
    if (!running || running.isOver || at < running.endsAt) return null;
    running.isOver = true;
    const { sequence, endsAt } = running;
    return {
      sequence,
      at: endsAt,
      identity: `assumed end of retraining ${sequence}`,
      micros: this.past.micros,
    };
  }
}
