import type { ModelPolicy } from "../../policy.ts";
import type { Fault } from "../../refusal/fault.ts";
import type { Section } from "../section.ts";
import { captureFaults } from "./capture.ts";

/** Copies are of inference components alone. */
export function copyFaults({ component }: ModelPolicy, section: Section): readonly Fault[] {
  if (component !== undefined || !section.wrote(["rollout", "copies"])) return [];
  return [
    section.fault(["rollout", "copies"], "is of inference components, and the policy names none", {
      remedy: 'leave it out, or write component: "frost", the inference component that serves the model',
    }),
  ];
}

/** What a model that an inference component serves cannot have, and what its trial needs. */
export function componentFaults(policy: ModelPolicy, section: Section): readonly Fault[] {
  const { serving, rollout, route } = policy;
  if (serving !== "real time") {
    return [
      section.fault(
        ["component"],
        `goes with serving "real time" alone, and the policy says ${JSON.stringify(serving)}`,
        {
          remedy: 'leave it out, or write serving: "real time"',
        },
      ),
    ];
  }
  const faults: Fault[] = [];
  const excluded = (field: readonly string[], what: string, remedy: string) => {
    faults.push(section.fault(["rollout", ...field], what, { remedy }));
  };
  if (route === undefined) {
    faults.push(
      section.fault(
        ["route"],
        "must name a parameter: a challenger gets an inference component of its own, and no weights divide requests between two, so callers must be told which to ask",
        { remedy: 'write route: { parameter: "/frost/route" }, the SSM parameter that they read' },
      ),
    );
  }
  if (rollout.guardrails) {
    excluded(
      ["guardrails"],
      "replaces a variant's version, and a challenger has an inference component of its own",
      "write ramp: [10, 50] in its place",
    );
  }
  if (rollout.bake?.keepWarm) {
    excluded(
      ["bake", "keepWarm"],
      "keeps the old variant on the endpoint, and a component serves one model",
      "leave it out: the bake watches the promoted version all the same, and an update brings the old one back",
    );
  }
  if (rollout.shadow) {
    excluded(
      ["shadow"],
      // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
      "is a variant with a model, and the variant of inference components has none",
      "leave it out: the first step of the ramp may be small",
    );
  }
  return [
    ...faults,
    ...captureFaults(
      policy,
      section,
      "AWS documents data capture of endpoints with a single model, and not of inference components",
    ),
  ];
}
