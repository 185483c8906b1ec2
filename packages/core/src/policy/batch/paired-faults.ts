import { inWords } from "../../words/duration.ts";
import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import type { Section } from "../rules/section.ts";
import { isJobOf } from "./job-names.ts";
import type { PairedPolicy } from "./paired.ts";
import { pairedPlace } from "./paired-place.ts";

const noTraffic = "a batch has no traffic that could be shared or copied";
const noMetrics = "SageMaker publishes no metrics of a transform job's requests";

/** What of a rollout only an endpoint can have, and why. */
const onEndpoints = {
  ramp: noTraffic,
  guardrails: "a batch has no endpoint that SageMaker could deploy to",
  shadow: noTraffic,
  segments: "both answer every row of an input, and their runs are judged as a whole",
  splitCheck: noTraffic,
  period: noMetrics,
  metricLag: noMetrics,
  guards: `${noMetrics}; jobs that fail, or take longer than paired.slowerBy allows, roll it back`,
  outcomes: "what turned out is joined by quality, which says whether a row is right",
  warmUp: "nothing answers requests that could be too slow at first",
  atLeast: "a trial lasts for paired.runs.atLeast runs at least",
  bake: "watches requests, and a batch has none: paired.bake watches its next jobs",
} as const;

/** What a trial in transform jobs needs, and cannot have. */
export function pairedFaults(policy: ModelPolicy, section: Section): readonly Fault[] {
  if (!section.wrote(["rollout"])) return [];
  const { paired } = policy.rollout;
  const faults: Fault[] = Object.entries(onEndpoints).flatMap(([field, why]) =>
    section.wrote(["rollout", field])
      ? [section.fault(["rollout", field], why, { remedy: "leave it out" })]
      : [],
  );
  if (!paired) {
    faults.push(
      section.fault(
        ["rollout", "paired"],
        "nothing says how a version is tried: it transforms the inputs of the next jobs as well",
        { remedy: 'write paired: { outputs: "s3://frost-data/trials" }, or leave rollout out' },
      ),
    );
    return faults;
  }
  return [
    ...faults,
    ...placeFaults(policy, paired, section),
    ...agreementFaults(policy, paired, section),
    ...timeFaults(policy, paired, section),
    ...labelFaults(policy, paired, section),
  ];
}

function labelFaults({ quality }: ModelPolicy, { bake }: PairedPolicy, section: Section): readonly Fault[] {
  if (!bake?.labels || quality !== undefined) return [];
  return [
    section.fault(
      ["rollout", "paired", "bake", "labels"],
      "are joined by quality, which the policy does not have",
      { remedy: "leave it out, or write quality, with where the ground truth lies" },
    ),
  ];
}

/** Where both jobs write, and what they are called. */
function placeFaults({ batch }: ModelPolicy, { outputs }: PairedPolicy, section: Section): readonly Fault[] {
  const faults: Fault[] = [];
  if (!batch) return faults;
  if (batch.inputs === undefined) {
    faults.push(
      section.fault(
        ["batch", "inputs"],
        "is needed for a trial: it is looked up there which inputs an earlier run had too, whose rows count once",
        { remedy: 'write inputs: "s3://frost-data/nights"' },
      ),
    );
  }
  if (batch.outputs === undefined) {
    faults.push(
      section.fault(["batch", "outputs"], "is needed for a trial: the champion's answers are read there", {
        remedy: 'write outputs: "s3://frost-data/answers"',
      }),
    );
  } else if (folder(outputs).startsWith(folder(batch.outputs))) {
    faults.push(
      section.fault(
        ["rollout", "paired", "outputs"],
        `must not lie in batch.outputs (${batch.outputs}): whoever reads the champion's answers would read the challenger's`,
        { remedy: 'write a folder of its own, such as "s3://frost-data/trials"' },
      ),
    );
  }
  if (isJobOf(batch, "driftwheel-x") || batch.jobs.startsWith("driftwheel-")) {
    faults.push(
      section.fault(
        ["batch", "jobs"],
        "begins as the names of trials' transform jobs do, which would be taken for the model's own",
        { remedy: 'give the jobs another name, such as "frost-nightly"' },
      ),
    );
  }
  return faults;
}

function folder(uri: string): string {
  return `${uri.replace(/\/+$/, "")}/`;
}

/**
 * So many rows of a run must be expected to differ at the least share of agreement: with one, runs without any are so common
 * that the t-test of runs errs six times as often as it may.
 */
const leastOtherwise = 2;

/** By what both answers are judged. */
function agreementFaults(
  policy: ModelPolicy,
  { agreement, minRows }: PairedPolicy,
  section: Section,
): readonly Fault[] {
  const { quality } = policy;
  if (!agreement) {
    return quality
      ? []
      : [
          section.fault(
            ["rollout", "paired", "agreement"],
            "is needed without quality: nothing else says whether a challenger's answers are good enough",
            { remedy: "write agreement: { at: 0, atLeast: 0.95 }, or quality with its ground truth" },
          ),
        ];
  }
  if (pairedPlace(policy) === null) {
    return [
      section.fault(
        ["rollout", "paired", "agreement", "at"],
        "is needed to know where the answers stand that are compared: quality.prediction does not say it",
        { remedy: 'write at: 0 for the first column, or a path such as at: "predictions.0.label"' },
      ),
    ];
  }
  const needed = Math.ceil(leastOtherwise / (1 - agreement.atLeast) - 1e-6);
  if (minRows < needed) {
    return [
      section.fault(
        ["rollout", "paired", "minRows"],
        `is too few for agreement.atLeast ${agreement.atLeast}: at that share most runs would have no row that differs, and a few of them would pass for proof`,
        { remedy: `write minRows: ${needed} or more`, byDefault: String(minRows) },
      ),
    ];
  }
  return quality?.problem === "regression" && agreement.within === undefined
    ? [
        section.fault(
          ["rollout", "paired", "agreement", "within"],
          "is needed for a regression: two models hardly ever give the very same number",
          { remedy: "write within: 0.5, in the answers' unit" },
        ),
      ]
    : [];
}

function timeFaults(
  { rollout, batch }: ModelPolicy,
  { runs }: PairedPolicy,
  section: Section,
): readonly Fault[] {
  const faults: Fault[] = [];
  const { deadline, lookEvery, atDeadline } = rollout;
  if (runs.atMost < runs.atLeast) {
    faults.push(
      section.fault(
        ["rollout", "paired", "runs", "atMost"],
        `must not be less than atLeast (${runs.atLeast}): nothing could ever be promoted`,
        { remedy: `write atMost: ${2 * runs.atLeast}`, byDefault: String(runs.atMost) },
      ),
    );
  }
  const least = Math.max(lookEvery, runs.atLeast * (batch?.every ?? 0));
  if (deadline < least) {
    faults.push(
      section.fault(
        ["rollout", "deadline"],
        batch?.every === undefined || least === lookEvery
          ? `must not be shorter than lookEvery (${inWords(lookEvery)}): nothing would ever be looked at`
          : `must leave time for paired.runs.atLeast (${runs.atLeast}) of the jobs, which end well every ${inWords(batch.every)}`,
        { remedy: `write deadline: "${inWords(2 * least)}"`, byDefault: inWords(deadline) },
      ),
    );
  }
  if (atDeadline === "promote") {
    faults.push(
      section.fault(
        ["rollout", "atDeadline"],
        "would give the jobs to a version of which nothing is proved",
        { remedy: 'write "roll back" or "hold"' },
      ),
    );
  }
  return faults;
}
