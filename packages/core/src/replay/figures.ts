import { microsOf } from "../costs/money.ts";
import type { Entry } from "../vocabulary/entry.ts";
import { type Severity, severities } from "../vocabulary/severity.ts";

/** What decisions came to. */
export interface Figures {
  /** How often drift was confirmed. */
  readonly confirmed: number;
  /** Milliseconds in which it was. */
  readonly underDrift: number;
  readonly retrainings: number;
  /** Millionths of a dollar: what they cost where it is known, and the policy's estimate where it is not. */
  readonly retrainingMicros: number;
  /** How many of them have neither. */
  readonly withoutCost: number;
  /** Retrainings that something kept from beginning. */
  readonly skipped: number;
  readonly rollouts: number;
  readonly promotions: number;
  /** Alerts that were sent by severity: raised, escalated and resolved. */
  readonly alerts: Readonly<Record<Severity, number>>;
}

/** Counts what entries come to, as they are written. */
export class FiguresCounter {
  #confirmed = 0;
  #underDrift = 0;
  #skipped = 0;
  #rollouts = 0;
  #promotions = 0;
  readonly #alerts: Record<Severity, number> = { page: 0, notify: 0, info: 0 };
  readonly #retrainings: { estimate: number | null; micros: number | null }[] = [];
  /** By the sequence that its entry has. */
  #known = new Map<number, { estimate: number | null; micros: number | null }>();

  count(entry: Entry): void {
    switch (entry.kind) {
      case "drift-confirmed":
        this.#confirmed += 1;
        return;
      case "retraining-requested": {
        const { cost } = entry.data;
        const retraining = { estimate: cost === null ? null : microsOf(cost), micros: null };
        this.#retrainings.push(retraining);
        this.#known.set(entry.sequence, retraining);
        return;
      }
      case "cost-recorded": {
        const retraining = this.#known.get(entry.data.of);
        if (retraining && entry.data.what === "retraining") {
          const isWhole = entry.data.unknown.length === 0;
          retraining.micros = isWhole
            ? entry.data.micros
            : Math.max(entry.data.micros, retraining.estimate ?? 0);
        }
        return;
      }
      case "retraining-skipped":
        this.#skipped += 1;
        return;
      case "rollout-started":
        this.#rollouts += 1;
        return;
      case "rollout-promoted":
        this.#promotions += 1;
        return;
      case "alert-raised":
      case "alert-escalated":
      case "alert-resolved":
        this.#alerts[entry.data.severity] += 1;
        return;
      default:
        return;
    }
  }

  /** @param milliseconds in which drift was confirmed */
  wasUnderDrift(milliseconds: number): void {
    this.#underDrift += milliseconds;
  }

  /** Sequences of before mean nothing from now on. */
  forgetSequences(): void {
    this.#known = new Map();
  }

  figures(): Figures {
    const costs = this.#retrainings.map(({ estimate, micros }) => micros ?? estimate);
    return {
      confirmed: this.#confirmed,
      underDrift: this.#underDrift,
      retrainings: this.#retrainings.length,
      retrainingMicros: costs.reduce<number>((sum, micros) => sum + (micros ?? 0), 0),
      withoutCost: costs.filter((micros) => micros === null).length,
      skipped: this.#skipped,
      rollouts: this.#rollouts,
      promotions: this.#promotions,
      alerts: { ...this.#alerts },
    };
  }
}

/** The figures of several models together. */
export function sumOfFigures(figures: readonly Figures[]): Figures {
  const sum = (of: (one: Figures) => number) => figures.reduce((all, one) => all + of(one), 0);
  return {
    confirmed: sum(({ confirmed }) => confirmed),
    underDrift: sum(({ underDrift }) => underDrift),
    retrainings: sum(({ retrainings }) => retrainings),
    retrainingMicros: sum(({ retrainingMicros }) => retrainingMicros),
    withoutCost: sum(({ withoutCost }) => withoutCost),
    skipped: sum(({ skipped }) => skipped),
    rollouts: sum(({ rollouts }) => rollouts),
    promotions: sum(({ promotions }) => promotions),
    alerts: Object.fromEntries(
      severities.map((severity) => [severity, sum(({ alerts }) => alerts[severity])]),
      // Every severity is there.
    ) as Record<Severity, number>,
  };
}
