import type { ModelPolicy } from "../../policy.ts";
import type { Fault } from "../../refusal/fault.ts";
import type { Section } from "../section.ts";
import { captureFaults } from "./capture.ts";

/** What one model of a multi-model endpoint cannot have. */
export function targetModelFaults(policy: ModelPolicy, section: Section): readonly Fault[] {
  const { serving, component, targetModel } = policy;
  if (!targetModel) return [];
  if (serving !== "real time") {
    return [
      section.fault(
        ["targetModel"],
        // https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html
        `goes with serving "real time" alone, and the policy says ${JSON.stringify(serving)}`,
        { remedy: 'leave it out, or write serving: "real time"' },
      ),
    ];
  }
  const faults: Fault[] = [];
  if (component !== undefined) {
    faults.push(
      section.fault(["targetModel"], "does not go with component: a request names the one or the other", {
        remedy: "leave one of them out",
      }),
    );
  }
  if (section.wrote(["rollout"])) {
    faults.push(
      section.fault(["rollout"], "Driftwheel has no trial of one model of a multi-model endpoint yet", {
        remedy:
          "leave it out: what passes the gate is approved, and you put its artifact under the prefix by a name of its own",
      }),
    );
  }
  return [
    ...faults,
    ...captureFaults(
      policy,
      section,
      "SageMaker's data capture and Model Monitor are of endpoints that host a single model",
    ),
  ];
}
