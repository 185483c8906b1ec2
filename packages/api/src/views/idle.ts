import { microsOf, microsPerDollar } from "@driftwheel/core/costs/money.ts";
import { undoneBy } from "@driftwheel/core/idle/act.ts";
import type { OpenFinding } from "@driftwheel/core/idle/state.ts";
import type { IdleFindingAnswer, IdleSum } from "../schemas/idle.ts";

/** A finding in the terms of the API, which stay when the account's own change. */
export function idleView(finding: OpenFinding): IdleFindingAnswer {
  const { resource, kind, name, arn, sequence, status, since, foundAt, because } = finding;
  const { monthly, notActed, act, stoppedAt } = finding;
  return {
    ...{ resource, kind, name, arn, sequence, status, since, foundAt, because, monthly, stoppedAt },
    notActed: status === "found" ? notActed : null,
    act: act?.operation ?? null,
    undo: status === "stopped" && act ? undoneBy(act) : null,
  };
}

/** The dearest first; what has no price after all that has one. */
export function byMoney(one: OpenFinding, other: OpenFinding): number {
  return (other.monthly ?? -1) - (one.monthly ?? -1) || (one.resource < other.resource ? -1 : 1);
}

export function idleSum(findings: readonly OpenFinding[]): IdleSum {
  const priced = findings.flatMap(({ monthly }) => (monthly === null ? [] : [microsOf(monthly)]));
  return {
    count: findings.length,
    monthly: priced.reduce((sum, micros) => sum + micros, 0) / microsPerDollar,
    unpriced: findings.length - priced.length,
  };
}
