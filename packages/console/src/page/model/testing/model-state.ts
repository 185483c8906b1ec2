import type { Entry, ModelState, RunningRollout } from "../../api/api-types.ts";

/** The moment that tests take for now. */
export const now = Date.parse("2026-11-30T12:00:00.000Z");

export const packageArn = (version: number) =>
  `arn:aws:sagemaker:eu-north-1:111122223333:model-package/tide/${version}`;

/** A steady model; what a test is about is given. */
export function modelState(fields: Partial<ModelState> = {}): ModelState {
  return {
    model: "tide",
    endpoint: "tide-prod",
    packageGroup: "tide",
    sequence: 40,
    status: "steady",
    champion: { variant: "version-4", version: 4, package: packageArn(4) },
    drift: { confirmed: null, remedyUnderWay: false, skipped: null, schedules: [] },
    monitoring: [],
    retraining: null,
    freshData: null,
    candidates: [],
    rollout: null,
    paused: null,
    held: null,
    alerts: [],
    approvals: [],
    links: [],
    ...fields,
  };
}

export const approval: ModelState["approvals"][number] = {
  model: "tide",
  version: 5,
  package: packageArn(5),
  requestedAt: "2026-11-30T10:00:00.000Z",
  deadline: "2026-12-02T12:00:00.000Z",
  sequence: 39,
};

export function runningRollout(fields: Partial<RunningRollout> = {}): RunningRollout {
  return {
    rollout: "tide-v5-1",
    sequence: 41,
    phase: "looking",
    shadow: null,
    startedAt: "2026-11-30T11:00:00.000Z",
    deadline: "2026-12-07T11:00:00.000Z",
    weight: 10,
    looks: 3,
    champion: {
      version: 4,
      package: packageArn(4),
      variant: "version-4",
      trials: 540,
      successes: 300,
    },
    challenger: {
      version: 5,
      package: packageArn(5),
      variant: "version-5",
      trials: 60,
      successes: 40,
    },
    evidence: { better: 1.75, worse: -2, notWorse: 3, errors: 0, slow: 0 },
    ...fields,
  };
}

/** Beside it version 6 is tried. */
export function severalTried(fields: Partial<RunningRollout> = {}): RunningRollout {
  const other = {
    ...{ version: 6, package: packageArn(6), variant: "version-6" },
    ...{ trials: 60, successes: 20 },
  };
  const evidence = { better: -2, worse: 1.75, notWorse: -3, errors: 0, slow: 0 };
  return runningRollout({
    others: [{ champion: { trials: 540, successes: 300 }, challenger: other, evidence }],
    ...fields,
  });
}

export function entry(sequence: number, kind: Entry["kind"], fields: Partial<Entry> = {}): Entry {
  return {
    model: "tide",
    sequence,
    kind,
    at: "2026-11-30T11:00:00.000Z",
    because: `about ${sequence}`,
    causedBy: "a signal",
    data: {},
    ...fields,
  };
}
