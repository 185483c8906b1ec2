import type { Entry, Explanation } from "../api/api-types.ts";

/** One condition of the gate, with what was compared. */
export interface GateCheck {
  readonly metric: string;
  readonly passed: boolean;
  readonly candidate: number | null;
  readonly champion: number | null;
  readonly condition: string;
}

/** The gate's verdict among what led to an entry and what followed it; null when there is none. */
export function verdictIn({ before, entry, after }: Explanation): readonly GateCheck[] | null {
  const verdict = [...before, entry, ...after].findLast(
    ({ kind }) => kind === "candidate-accepted" || kind === "candidate-rejected",
  );
  return verdict ? gateChecks(verdict) : null;
}

/** Entries are never rewritten: old ones may lack fields that new ones have. */
function gateChecks({ data }: Pick<Entry, "data">): readonly GateCheck[] {
  const { checks } = data;
  if (!Array.isArray(checks)) return [];
  return checks.flatMap((check: unknown) => {
    if (typeof check !== "object" || check === null) return [];
    // Each field is looked at before it is believed.
    const { metric, passed, candidate, champion, condition } = check as Readonly<Record<string, unknown>>;
    return [
      {
        metric: typeof metric === "string" ? metric : "a metric",
        passed: passed === true,
        candidate: typeof candidate === "number" ? candidate : null,
        champion: typeof champion === "number" ? champion : null,
        condition: typeof condition === "string" ? condition : "",
      },
    ];
  });
}

/** `regression_metrics.mae.value` -> `mae`; what is not of that form stays. */
export function metricName(path: string): string {
  return /^[a-z_]+\.([^.]+)\.value$/.exec(path)?.[1] ?? path;
}
