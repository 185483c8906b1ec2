import { describe, expect, it } from "vitest";
import { type Retrain, started, succeeded, training, under } from "../testing/jobs.ts";
import {
  confirmed,
  endpointTold,
  jobIs,
  later,
  newData,
  refused,
  type Step,
  swept,
} from "../testing/steps.ts";

const { HyperParameters: _fixed, ...definition } = training;
const ranges = {
  IntegerParameterRanges: [{ Name: "depth", MinValue: "1", MaxValue: "9" }],
  CategoricalParameterRanges: [{ Name: "kernel", Values: ["flat", "round", "steep"] }],
};
const config = {
  HyperParameterTuningJobObjective: { Type: "Minimize", MetricName: "validation:mae" },
  ParameterRanges: ranges,
};

interface Changes {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly definition?: Readonly<Record<string, unknown>>;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly warmStart?: boolean;
}

function tuned({
  config: searched,
  definition: trained,
  parameters,
  warmStart = true,
}: Changes = {}): Retrain {
  return {
    with: {
      tuningJob: {
        HyperParameterTuningJobConfig: { ...config, ...searched },
        TrainingJobDefinition: { ...definition, ...trained },
      },
      warmStart,
    },
    parameters: { trees: "40", ...parameters },
    cooldown: "1 hour",
  };
}

const first = "dw-meadow-2-thqx00";
const succeededOnce = [...started, succeeded, swept, confirmed];

/** How the next one starts, after one of the usual template, when the template has changed so. */
function next(changes: Changes, before: readonly Step[] = succeededOnce) {
  const changed: Step = (model) => {
    model.rule({ retrain: tuned(changes) });
    return [];
  };
  const { entries } = under(tuned())
    .given(...before, later(3_600_001), changed)
    .when(newData);
  const [asked] = entries;
  if (asked?.kind !== "retraining-requested" || asked.data.job?.kind !== "tuning-job")
    throw new Error("No tuning job is asked for.");
  return { because: asked.because, WarmStartConfig: asked.data.job.request.WarmStartConfig };
}

const warm = {
  because: expect.stringMatching(new RegExp(` It starts warm, from what ${first} found\\.$`)),
  WarmStartConfig: {
    ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: first }],
    WarmStartType: "TransferLearning",
  },
};
const cold = (why: string) => ({
  because: expect.stringContaining(` It starts cold: ${why}.`),
  WarmStartConfig: undefined,
});

describe("a tuning job that may start warm", () => {
  it("has the last one that succeeded as its parent, as transfer learning, and says so", () => {
    expect(next({})).toEqual(warm);
  });

  it("starts as the template says where the policy does not want it, and says nothing of it", () => {
    const { because, WarmStartConfig } = next({ warmStart: false });
    expect(because).not.toContain("starts");
    expect(WarmStartConfig).toBeUndefined();
  });

  it("starts cold where there is no parent", () => {
    under(tuned())
      .given(endpointTold)
      .when(newData)
      .then(
        [["retraining-requested", {}, "It starts cold: the model has no tuning job that succeeded last."]],
        ["start-retraining"],
      )
      .leaves({ lastTuning: null });
  });

  it.each([
    ["failed", [...started, jobIs({ status: "Failed" }), swept]],
    ["was refused", [...succeededOnce, later(3_600_001), newData, refused("start-retraining", "no parent")]],
  ])("starts cold after one that %s, so that a parent that is gone keeps none away for ever", (_, before) => {
    expect(next({}, before)).toEqual(cold("the model has no tuning job that succeeded last"));
  });

  it("keeps the parent of a version that could not be registered: it is the search that counts", () => {
    const before = [...started, succeeded, swept, refused("register-package", "no such group")];
    expect(next({}, before)).toEqual(warm);
  });

  it.each<[what: string, changes: Changes, why: string]>([
    [
      "the objective",
      { config: { HyperParameterTuningJobObjective: { Type: "Maximize", MetricName: "validation:r2" } } },
      `its objective is Maximize validation:r2, and that of ${first} was Minimize validation:mae`,
    ],
    [
      "the names of hyperparameters",
      { parameters: { rows: "all" } },
      `rows is a hyperparameter of one of it and ${first}, and not of the other`,
    ],
    [
      "the type of one",
      {
        config: {
          ParameterRanges: {
            CategoricalParameterRanges: [
              ...ranges.CategoricalParameterRanges,
              { Name: "depth", Values: ["1"] },
            ],
          },
        },
      },
      `depth is categorical, and was an integer in ${first}`,
    ],
    [
      "what else the training job has",
      { definition: { Environment: { MODE: "fast" }, RetryStrategy: { MaximumRetryAttempts: 2 } } },
      `Environment, RetryStrategy of the training job differ from ${first}`,
    ],
  ])("starts cold where %s changed, as SageMaker would refuse it", (_, changes, why) => {
    expect(next(changes)).toEqual(cold(why));
  });

  it("starts warm where only what may change has: ranges, image, data, static values", () => {
    expect(
      next({
        config: {
          ParameterRanges: {
            ...ranges,
            IntegerParameterRanges: [{ Name: "depth", MinValue: "5", MaxValue: "20" }],
          },
        },
        definition: {
          AlgorithmSpecification: { TrainingImage: "meadow:2", TrainingInputMode: "File" },
          InputDataConfig: [],
        },
        parameters: { trees: "80" },
      }),
    ).toEqual(warm);
  });

  it("starts warm with a tunable hyperparameter made static, each of whose values counts as a change", () => {
    const { CategoricalParameterRanges: _kernel, ...depthAlone } = ranges;
    const config = { ParameterRanges: depthAlone };
    expect(next({ config, parameters: { kernel: "flat", trees: "80" } })).toEqual(warm);
  });

  it("starts cold where more static values have changed than SageMaker takes", () => {
    const texts = (text: string) =>
      Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`note-${at}`, `${text}`]));
    const withNotes: Step = (model) => {
      model.rule({ retrain: tuned({ parameters: texts("old") }) });
      return [];
    };
    const before = [endpointTold, withNotes, newData, confirmed, succeeded, swept, confirmed];
    expect(next({ parameters: texts("old") }, before)).toEqual(warm);
    expect(next({ parameters: { ...texts("new"), "note-0": "old" } }, before)).toEqual(warm);
    expect(next({ parameters: texts("new") }, before)).toEqual(
      cold(`12 values of static hyperparameters differ from those of ${first}, and SageMaker takes 10`),
    );
  });
});
