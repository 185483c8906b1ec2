import { effects } from "@driftwheel/core/decider/effects/effects.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";

/** A rollout of a model that its ledger tells of. */
export interface TestRollout {
  readonly version: number;
  readonly endedAt: Date | null;
  readonly end?: "promoted" | "rolled back";
}

export const rolloutName = ({ version }: Pick<TestRollout, "version">, model = "vines") =>
  `${model}-v${version}-${version - 1}`;

/** What the ledger of the model has when its rollouts went so. */
export function entriesOf(
  rollouts: readonly TestRollout[],
  model = "vines",
  endpoint = `${model}-prod`,
): readonly Entry[] {
  const arn = (version: number) =>
    `arn:aws:sagemaker:eu-west-1:111122223333:model-package/${model}/${version}`;
  const drafts = rollouts.flatMap(({ version, endedAt, end = "rolled back" }) => {
    const rollout = rolloutName({ version }, model);
    const name = `driftwheel-${rollout}`;
    const challenger = { package: arn(version), version };
    const begun = new Date((endedAt ?? new Date()).getTime() - 3_600_000);
    const started = {
      kind: "rollout-started",
      at: begun.toISOString(),
      data: {
        rollout,
        executionName: `${name}-1`,
        challenger: { ...challenger, variant: `version-${version}`, model: `${name}-model` },
        champion: { package: arn(1), variant: "AllTraffic" },
        endpoint,
        fromConfig: "plain",
        config: `${name}-trial`,
        weight: 10,
        deadline: begun.toISOString(),
        changeDeadline: begun.toISOString(),
        expected: { configs: ["plain"], weights: null },
        history: { rate: 0.9, weight: 0, errorRate: 0, latency: null },
        minimumEffects: { outcome: 0.02, errors: 0.01, slow: 0.02 },
      },
    };
    if (endedAt === null) return [started];
    const common = { rollout, challenger, champion: { package: arn(1) } };
    const ended =
      end === "promoted"
        ? {
            kind: "rollout-promoted",
            data: { ...common, variant: `version-${version}`, config: `${name}-sole` },
          }
        : { kind: "rollout-rolled-back", data: { ...common, config: "plain", reason: "It was worse." } };
    return [started, { ...ended, at: endedAt.toISOString() }];
  });
  const entries: Entry[] = [];
  const write = (draft: object, causedBy: string | number) => {
    const entry = { model, sequence: entries.length + 1, because: "The test says so.", causedBy };
    // Written by hand, of the fields that the folds read.
    entries.push({ ...entry, ...draft } as Entry);
    return entries.at(-1);
  };
  for (const draft of drafts) {
    const entry = write(draft, "test");
    for (const { kind: effect, token, sequence } of entry ? effects(entry) : []) {
      write(
        { kind: "effect-done", at: draft.at, data: { of: sequence, effect, token, answer: {} } },
        sequence,
      );
    }
  }
  return entries;
}
