import { inWords } from "../../words/duration.ts";
import { age, type Found, found, type IdleContext } from "../found.ts";
import type { NotebookFact } from "../inventory.ts";

/**
 * SageMaker does not tell whether somebody uses a notebook instance. It is idle when it is in service for longer than the
 * policy allows, and the metric that the policy may name does not say that it was busy.
 */
export function idleNotebooks(
  notebooks: readonly NotebookFact[],
  { policy, now, price }: IdleContext,
): readonly Found[] {
  const wanted = policy.notebooks;
  if (!wanted) return [];
  return notebooks.flatMap((fact) => {
    const running = age(fact.changedAt, now);
    if (fact.status !== "InService" || running < wanted.inServiceFor) return [];
    if (wanted.busy && fact.busiest !== null && fact.busiest > wanted.busy.above) return [];
    return [
      found("notebook-instance", fact, {
        because: `It is in service for ${inWords(running)}, and the policy has ${inWords(wanted.inServiceFor)}.${busyInWords(wanted.busy, fact.busiest)}`,
        since: fact.changedAt,
        state: fact.changedAt,
        monthly: fact.instanceType === null ? null : price("notebook", fact.instanceType),
        act: { operation: "stop-notebook", name: fact.name, arn: fact.arn, changedAt: fact.changedAt },
        never: null,
        acts: wanted.act === "stop",
      }),
    ];
  });
}

function busyInWords(
  busy: NonNullable<NonNullable<IdleContext["policy"]["notebooks"]>["busy"]> | undefined,
  busiest: number | null,
): string {
  if (!busy) return "";
  if (busiest === null) return ` It publishes no ${busy.name}, so its hours alone count.`;
  return ` Its ${busy.name} was ${busiest} at most in the last ${inWords(busy.over)}, and ${busy.above} would be busy.`;
}
