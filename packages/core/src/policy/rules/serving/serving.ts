import { batchFaults } from "../../batch/batch-faults.ts";
import { pairedFaults } from "../../batch/paired-faults.ts";
import type { ModelPolicy } from "../../policy.ts";
import type { Fault } from "../../refusal/fault.ts";
import { triableOn } from "../../serving/serving.ts";
import type { Section } from "../section.ts";
import { captureFaults } from "./capture.ts";
import { componentFaults, copyFaults } from "./component.ts";
import { targetModelFaults } from "./target-model.ts";

/** What a model's kind of serving cannot have, and what lacks for it. */
export function servingFaults(policy: ModelPolicy, section: Section): readonly Fault[] {
  const { serving } = policy;
  const ofComponent =
    policy.component === undefined ? copyFaults(policy, section) : componentFaults(policy, section);
  if (serving === "batch")
    return [
      ...batchFaults(policy, section),
      ...pairedFaults(policy, section),
      ...ofComponent,
      ...targetModelFaults(policy, section),
    ];
  return [
    ...endpointFaults(policy, section),
    ...pairedOnEndpoint(policy, section),
    ...(triableOn(serving) === "endpoints" ? apartFaults(policy, section) : trialFaults(policy, section)),
    ...(serving === "serverless"
      ? captureFaults(policy, section, "SageMaker captures nothing of a serverless endpoint")
      : []),
    ...ofComponent,
    ...targetModelFaults(policy, section),
    ...recordFaults(policy, section),
    ...backlogFaults(policy, section),
  ];
}

function backlogFaults({ serving, rollout }: ModelPolicy, section: Section): readonly Fault[] {
  if (rollout.guards.backlog === undefined || serving === "asynchronous") return [];
  return [
    section.fault(
      ["rollout", "guards", "backlog"],
      `is of endpoints that queue requests, and the model's serving is ${JSON.stringify(serving)}`,
      { remedy: 'leave it out, or write serving: "asynchronous"' },
    ),
  ];
}

function endpointFaults({ endpoint, serving }: ModelPolicy, section: Section): readonly Fault[] {
  const faults: Fault[] =
    endpoint === undefined ? [section.fault(["endpoint"], "must be a text in quotes")] : [];
  if (section.wrote(["batch"])) {
    faults.push(
      section.fault(["batch"], "only a model that is served in batch has transform jobs", {
        remedy: `leave it out, or write serving: "batch" in the place of ${JSON.stringify(serving)}`,
      }),
    );
  }
  return faults;
}

function pairedOnEndpoint({ serving }: ModelPolicy, section: Section): readonly Fault[] {
  return section.wrote(["rollout", "paired"])
    ? [
        section.fault(
          ["rollout", "paired"],
          `is how a challenger is tried in transform jobs, and serving is ${JSON.stringify(serving)}`,
          { remedy: 'leave it out, or write serving: "batch"' },
        ),
      ]
    : [];
}

function trialFaults({ targetModel }: ModelPolicy, section: Section): readonly Fault[] {
  return targetModel || section.wrote(["rollout"])
    ? []
    : [section.fault(["rollout"], "must be an object with fields")];
}

/** What a trial on two endpoints needs, and cannot have. */
function apartFaults({ serving, rollout }: ModelPolicy, section: Section): readonly Fault[] {
  if (!section.wrote(["rollout"])) return [];
  if (serving === "asynchronous" && rollout.guardrails) return guardedFaults(rollout, section);
  const faults: Fault[] = [];
  if (!section.wrote(["route"])) {
    faults.push(
      section.fault(
        ["route"],
        // https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html
        // https://github.com/aws/aws-cdk-rfcs/pull/433
        "must name a parameter: such an endpoint takes one variant, so a challenger gets an endpoint of its own, and callers must be told which to ask",
        { remedy: 'write route: { parameter: "/frost/route" }, the SSM parameter that they read' },
      ),
    );
  }
  if (serving === "asynchronous" && !section.wrote(["asynchronous"])) {
    faults.push(
      section.fault(
        ["asynchronous"],
        // https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html
        "must name the endpoint's topics: SageMaker publishes no Invocations of such an endpoint, so that which of the two took how many requests is counted from what they tell",
        { remedy: 'write asynchronous: { successTopic: "arn:...", errorTopic: "arn:..." }' },
      ),
    );
  }
  if (rollout.guardrails) {
    faults.push(
      section.fault(
        ["rollout", "guardrails"],
        // https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails.html
        "is of real-time and asynchronous endpoints alone: SageMaker has no guardrails for serverless ones",
        { remedy: "write ramp: [10, 50] in its place" },
      ),
    );
  }
  if (rollout.bake?.keepWarm) {
    faults.push(
      section.fault(
        ["rollout", "bake", "keepWarm"],
        "keeps the old variant on the endpoint, and such an endpoint takes one variant",
        {
          remedy:
            "leave it out: the bake watches the promoted version all the same, and an update brings the old one back",
        },
      ),
    );
  }
  return faults;
}

/** What a bake after SageMaker's guardrails needs of an endpoint that queues requests; the guardrails themselves read nothing. */
function guardedFaults({ bake }: ModelPolicy["rollout"], section: Section): readonly Fault[] {
  if (bake === undefined || section.wrote(["asynchronous"])) return [];
  return [
    section.fault(
      ["asynchronous"],
      "must name the endpoint's topics: how many requests came while a version bakes is counted from what they tell",
      {
        remedy:
          'write asynchronous: { successTopic: "arn:...", errorTopic: "arn:..." }, or leave rollout.bake out',
      },
    ),
  ];
}

/** One place is read: which of two would be said twice or not at all. */
function recordFaults({ drift }: ModelPolicy, section: Section): readonly Fault[] {
  if (drift.capture === undefined || drift.predictionLog === undefined) return [];
  return [
    section.fault(
      ["drift", "predictionLog"],
      `does not go with drift.capture (${JSON.stringify(drift.capture)}): requests that are in both would count twice`,
      { remedy: "leave one of them out" },
    ),
  ];
}
