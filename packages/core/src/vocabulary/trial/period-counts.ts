import type { ArmCounts } from "../../stats/sequential/arm-counts.ts";
import type { ValueSums } from "../../stats/sequential/mean-process.ts";
import type { Backlog, GuardCounts } from "./look-metrics.ts";

/** One arm's requests of one period, and what is known of their outcomes now. */
export interface ArmPeriod extends ArmCounts, GuardCounts {
  /**
   * So many independent outcomes carry as much information as the `trials`, fewer where one unit (a user, a session, a
   * request of several rows) has several; absent where nobody knows of units.
   */
  readonly effectiveTrials?: number;
  /**
   * Units whose first request it has, and which is this arm's; absent where nobody knows of units.
   */
  readonly units?: number;
  /**
   * Where requests wait to be answered: how many came in it that are answered by now. `invocations` are those that were
   * answered in it, whenever they came.
   */
  readonly accepted?: number;
  /** The queue that requests wait in, where it was measured in this period. */
  readonly backlog?: Backlog;
  /** Outcomes that are values, within their bounds: `trials` is their number then, and `successes` 0. */
  readonly values?: ValueSums;
  /** Outcomes of the segments that requests belong to, by name; absent where nobody asks for segments. */
  readonly segments?: Readonly<Record<string, ArmCounts>>;
}

/** Both arms' requests of one period. */
export interface PeriodCounts {
  /** Milliseconds since 1970. */
  readonly start: number;
  /** Milliseconds, where it is longer than the others: CloudWatch keeps short periods for 3 hours only. */
  readonly length?: number;
  readonly champion: ArmPeriod;
  readonly challenger: ArmPeriod;
}
