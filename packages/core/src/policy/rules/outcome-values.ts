import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import type { Section } from "./section.ts";

/** What a deployment cannot do of how outcomes that are values are judged; a file of outcomes tells more. */
export function outcomeValueFaults({ rollout, quality }: ModelPolicy, section: Section): readonly Fault[] {
  const { value } = rollout.outcomes;
  if (!value) return [];
  const faults: Fault[] = [];
  if (value.bounds === undefined) {
    faults.push(
      section.fault(
        ["rollout", "outcomes", "value", "bounds"],
        "must be written: CloudWatch keeps sums of values, of which nobody can tell afterwards how far one of them lies out",
        { remedy: "write bounds: [0, 500], the lowest and the highest value that may count" },
      ),
    );
  }
  if (quality?.problem === "regression" && value.better !== "lower") {
    faults.push(
      section.fault(
        ["rollout", "outcomes", "value", "better"],
        "must be lower beside a quality section: a regression's values are its absolute errors",
        { remedy: 'write better: "lower"' },
      ),
    );
  }
  return faults;
}
