import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import type { Section } from "./section.ts";

type Check = ModelPolicy["gate"][number];
/** Names of errors, which nobody wants greater; as the last part of a metric's path, or the one before `value`. */
const errors = /(?:^|[._-])(mae|mse|rmse|mape|rmsle|log_?loss)(?:\.value)?$/i;

/** What cannot work of the checks that a candidate must pass. */
export function gateFaults({ gate }: ModelPolicy, section: Section): readonly Fault[] {
  return gate.flatMap((check, place) => [
    ...alone(check, place, section),
    ...contradictions(gate, check, { place, section }),
  ]);
}

function alone(
  { metric, betterThanChampionBy, better }: Check,
  place: number,
  section: Section,
): readonly Fault[] {
  const faults: Fault[] = [];
  if (/^[$/]/.test(metric)) {
    const plain = metric.replace(/^\$\.?|^\//, "").replaceAll("/", ".");
    faults.push(
      section.fault(
        ["gate", place, "metric"],
        "must be the path in evaluation.json with dots between, no JSONPath and no pointer",
        {
          remedy: `write metric: ${JSON.stringify(plain || "regression_metrics.mae.value")}`,
        },
      ),
    );
  }
  if (better !== undefined && betterThanChampionBy === undefined) {
    faults.push(
      section.fault(["gate", place, "better"], "says nothing without betterThanChampionBy", {
        remedy: 'write betterThanChampionBy: 0 beside it, which is "not worse", or leave it out',
      }),
    );
  }
  if (better === "higher" && errors.test(metric)) {
    faults.push(
      section.fault(["gate", place, "better"], `${metric} is an error, of which less is better`, {
        remedy: 'write better: "lower"',
      }),
    );
  }
  return faults;
}

function contradictions(
  gate: readonly Check[],
  check: Check,
  { place, section }: { readonly place: number; readonly section: Section },
): readonly Fault[] {
  const faults: Fault[] = [];
  const other = gate.findIndex(({ metric, atLeast }) => metric === check.metric && atLeast !== undefined);
  const atLeast = gate[other]?.atLeast;
  if (check.atMost !== undefined && atLeast !== undefined && check.atMost < atLeast) {
    faults.push(
      section.fault(
        ["gate", place, "atMost"],
        `must not be below gate.${other}.atLeast (${atLeast}): no value of ${check.metric} passes both`,
        {
          remedy: `write atMost: ${atLeast} or more, or leave one of them out`,
        },
      ),
    );
  }
  const opposite = gate
    .slice(0, place)
    .findIndex(
      ({ metric, better }) =>
        metric === check.metric &&
        better !== undefined &&
        check.better !== undefined &&
        better !== check.better,
    );
  if (opposite >= 0) {
    faults.push(
      section.fault(["gate", place, "better"], `contradicts gate.${opposite}.better of the same metric`, {
        remedy: `write better: "${gate[opposite]?.better}" in both`,
      }),
    );
  }
  return faults;
}
