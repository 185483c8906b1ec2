import { inWords } from "../../words/duration.ts";
import type { ModelPolicy } from "../policy.ts";
import type { QualityPolicy } from "../quality/quality.ts";
import type { Fault } from "../refusal/fault.ts";
import type { Section } from "./section.ts";

/** Metrics that are no shares of one: a regression's. */
const errors: ReadonlySet<string> = new Set(["mae", "mse", "rmse", "r2"]);
const lowerIsBetter: ReadonlySet<string> = new Set([
  "mae",
  "mse",
  "rmse",
  "false_positive_rate",
  "false_negative_rate",
]);

/** What cannot work of how answers are compared with ground truth. */
export function qualityFaults({ quality, drift }: ModelPolicy, section: Section): readonly Fault[] {
  if (!quality) return [];
  const { problem, score, groundTruth, lookBack, lag } = quality;
  const faults: Fault[] = [];
  const path = (field: string) => ["quality", field];
  if (section.wrote(path("threshold")) && (problem !== "binary" || score === undefined)) {
    faults.push(
      section.fault(
        path("threshold"),
        problem === "binary"
          ? "is compared with a score, and quality.score is missing"
          : "only a binary problem has one",
        {
          remedy:
            problem === "binary"
              ? 'write score: "predictions.0.score" beside it, or leave it out'
              : "leave it out",
        },
      ),
    );
  }
  if (section.wrote(path("positive")) && problem !== "binary") {
    faults.push(section.fault(path("positive"), "only a binary problem has one", { remedy: "leave it out" }));
  }
  if (score !== undefined && score === quality.prediction) {
    faults.push(
      section.fault(path("prediction"), "is where quality.score stands: an answer is no probability", {
        remedy: "leave it out: the answer is then made of the score and the threshold",
      }),
    );
  }
  const folder = (uri: string) => uri.replace(/\/*$/, "/");
  for (const field of ["capture", "predictionLog"] as const) {
    const place = drift[field];
    if (place === undefined || folder(place) !== folder(groundTruth)) continue;
    const what = field === "capture" ? "captures" : "predictions";
    faults.push(
      section.fault(path("groundTruth"), `is where drift.${field} is too: ${what} would be read as labels`, {
        remedy: 'write groundTruth: "s3://frost-data/ground-truth"',
      }),
    );
  }
  if (lookBack < lag) {
    faults.push(
      section.fault(
        path("lookBack"),
        `must not be shorter than lag (${inWords(lag)}): no label would find its request`,
        {
          byDefault: inWords(lookBack),
          remedy: `write lookBack: "${inWords(Math.max(lag, 86_400_000))}", or a shorter lag`,
        },
      ),
    );
  }
  faults.push(...constraintFaults(quality, section));
  return faults;
}

function constraintFaults({ constraints = [] }: QualityPolicy, section: Section): readonly Fault[] {
  const faults: Fault[] = [];
  const seen = new Map<string, number>();
  for (const [place, { metric, atMost, atLeast, worseThanBaselineBy }] of constraints.entries()) {
    const at = (field: string) => ["quality", "constraints", place, field];
    const first = seen.get(metric);
    if (first === undefined) seen.set(metric, place);
    else {
      faults.push(
        section.fault(at("metric"), `stands at constraints.${first} already`, {
          remedy: `write both lines into one, such as { metric: "${metric}", atLeast: 0.8, worseThanBaselineBy: 0.1 }`,
        }),
      );
    }
    if (atMost !== undefined && atLeast !== undefined && atMost < atLeast) {
      faults.push(
        section.fault(at("atMost"), `must not be below atLeast (${atLeast}): no ${metric} passes both`, {
          remedy: `write atMost: ${atLeast} or more, or leave one of them out`,
        }),
      );
    }
    for (const [field, line] of [
      ["atMost", atMost],
      ["atLeast", atLeast],
    ] as const) {
      if (line === undefined || errors.has(metric) || (line >= 0 && line <= 1)) continue;
      faults.push(
        section.fault(at(field), `${metric} is a share from 0 to 1`, {
          remedy: `write ${field}: ${line > 1 && line <= 100 ? line / 100 : 0.8}`,
        }),
      );
    }
    const most = lowerIsBetter.has(metric) ? 5 : 1;
    if (worseThanBaselineBy !== undefined && worseThanBaselineBy >= most) {
      faults.push(
        section.fault(
          at("worseThanBaselineBy"),
          `must be below ${most}: it is a share of the baseline's value, and 0.1 is a tenth`,
          {
            remedy: `write worseThanBaselineBy: ${worseThanBaselineBy <= 100 ? worseThanBaselineBy / 100 : 0.1}`,
          },
        ),
      );
    }
  }
  return faults;
}
