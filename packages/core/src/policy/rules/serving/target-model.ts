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
  return [
    ...faults,
    ...(section.wrote(["rollout"]) ? trialFaults(policy, section) : []),
    ...captureFaults(
      policy,
      section,
      "SageMaker's data capture and Model Monitor are of endpoints that host a single model",
    ),
  ];
}

/** What the trial of an artifact beside another needs, and cannot have. */
function trialFaults({ rollout, route, targetModel }: ModelPolicy, section: Section): readonly Fault[] {
  const faults: Fault[] = [];
  const fault = (field: readonly string[], problem: string, remedy: string) => {
    faults.push(section.fault(field, problem, { remedy }));
  };
  if (!route?.proxy) {
    fault(
      route === undefined ? ["route"] : ["route", "proxy"],
      // https://docs.aws.amazon.com/sagemaker/latest/dg/multi-model-endpoint-cloudwatch-metrics.html
      "must have the invoke proxy ask: no weights divide requests between two artifacts, and SageMaker counts none by artifact, so that which of the two took how many, and how they ended, is counted by the proxy",
      'write route: { parameter: "/frost/route", proxy: true }',
    );
  }
  if (targetModel?.from === undefined) {
    fault(
      ["targetModel", "from"],
      "must name where versions' artifacts lie: a challenger's is copied from there",
      'write from: "s3://frost-models/trained/", the folder that trainings write model.tar.gz below',
    );
  }
  if (rollout.guardrails) {
    fault(
      ["rollout", "guardrails"],
      "replaces a variant's version, and the variant answers for all models of the endpoint",
      "write ramp: [10, 50] in its place",
    );
  }
  if (rollout.bake?.keepWarm) {
    fault(
      ["rollout", "bake", "keepWarm"],
      "keeps the old variant on the endpoint, and an artifact that served stays where it is anyway",
      "leave it out",
    );
  }
  if (rollout.shadow) {
    fault(
      ["rollout", "shadow"],
      // https://docs.aws.amazon.com/sagemaker/latest/dg/shadow-tests-exclusions.html
      "is no part of multi-model endpoints: SageMaker takes no shadow there",
      "leave it out: the first step of the ramp may be small",
    );
  }
  return faults;
}
