import type { RunPages } from "@driftwheel/core/experiments/run-links.ts";
import type { IdleLedger } from "@driftwheel/core/idle/ports.ts";
import type { LinkClaims, LinkRefused } from "@driftwheel/core/ledger/link.ts";
import type { LedgerPage, PageRequest } from "@driftwheel/core/ledger/page.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import type { CommandAnswer } from "@driftwheel/core/vocabulary/command-answer.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Clock } from "@driftwheel/core/vocabulary/ports.ts";
import type { CommandGiven } from "@driftwheel/core/vocabulary/signal.ts";
import type { State } from "@driftwheel/core/vocabulary/state.ts";
import type { DeliveryLog, Redrive } from "@driftwheel/core/webhooks/delivery.ts";
import type { ConsolePlace } from "@driftwheel/core/words/console/console-place.ts";
import type { RoleSettings } from "./authorisation/roles.ts";

/** What reading takes. */
export interface ReadingPorts {
  readonly fleet: Fleet;
  readonly ledger: {
    /** All entries of a model in order; empty for a model never seen. */
    read(model: string): Promise<readonly Entry[]>;
    /** A page of them; all are read for each page without it. */
    page?(model: string, request: PageRequest): Promise<LedgerPage<Entry>>;
    /** The fold of them. */
    state(model: string): Promise<State>;
  };
  /** Where people look at what answers are about; answers have no links without it. */
  readonly pages?: {
    /** Null where no console shows it. */
    readonly place: ConsolePlace | null;
    readonly run: RunPages;
  };
  /** The distributions that windows are judged by; there are none to be seen without it. */
  readonly distributions?: Distributions;
  /** Takes what went wrong without being anyone's request's fault. */
  warn(message: string, error: unknown): void;
}

/** Where the statistics of windows and of training lie. */
export interface Distributions {
  /** The `statistics.json` in a window's report folder, `s3://...`; null when there is none. */
  window(report: string): Promise<string | null>;
  /**
   * The one that a champion's windows are compared with; null when there is none.
   *
   * @param fallback what the policy names for a package without one, `s3://...`
   */
  baseline(champion: string | null, fallback: string | null): Promise<string | null>;
}

/** What the API is given of the world. */
export interface ApiPorts extends ReadingPorts {
  readonly clock: Clock;
  readonly roles: RoleSettings;
  /** Has a command decided on, and answers what became of it. @throws TransientError when nobody knows. */
  give(command: CommandGiven): Promise<CommandAnswer>;
  /** Of the account, beside the models'. */
  readonly idleLedger: Pick<IdleLedger, "read">;
  readonly deliveries: DeliveryLog;
  readonly redrive: Redrive;
  /** @throws TransientError or Refused when the key of links cannot be read. */
  readLink(token: string): Promise<LinkClaims | LinkRefused>;
  /**
   * What a request without a caller must carry in `x-driftwheel-origin`, when only a proxy in front may send them;
   * null when anyone may.
   */
  readonly originSecrets: (() => Promise<readonly string[]>) | null;
}
