import { z } from "zod";
import { entryFields } from "../output/entry-line.ts";

/** What the API answers, as far as the command shows it; what else is there is kept for `--json`. */
export const answerEntry = entryFields;

const unread = z.looseObject({
  lines: z.int(),
  reasons: z.array(z.looseObject({ reason: z.string(), lines: z.int() })),
});

/** An older API does not say. */
const freshData = z
  .looseObject({
    source: z.string(),
    readAt: z.string().nullable(),
    files: z.int(),
    records: z.int().nullable(),
    oldest: z.string().nullable(),
    enough: z.boolean(),
    troubles: z.array(z.looseObject({ trouble: z.string(), since: z.string() })),
  })
  .nullish();

/** An older API does not say. */
const monitoring = z
  .array(
    z.looseObject({
      subject: z.string(),
      lastWindow: z.looseObject({ end: z.string(), judged: z.boolean() }).nullable(),
      lastJudged: z
        .looseObject({ end: z.string(), rows: z.int().nullable(), unread: unread.nullable() })
        .nullable(),
      blind: z
        .looseObject({ reason: z.string(), words: z.string(), since: z.string(), windows: z.int() })
        .nullable(),
    }),
  )
  .default([]);
export type Monitoring = z.output<typeof monitoring>;

export const models = z.object({
  models: z.array(
    z.looseObject({
      model: z.string(),
      endpoint: z.string(),
      sequence: z.int(),
      status: z.string(),
      championVersion: z.int().nullable(),
      openAlerts: z.int(),
      openApprovals: z.int(),
      monitoring,
    }),
  ),
});

const arm = { variant: z.string(), trials: z.int(), successes: z.int() };

const runningRollout = z.looseObject({
  rollout: z.string(),
  phase: z.string(),
  startedAt: z.string(),
  deadline: z.string(),
  weight: z.number(),
  looks: z.int(),
  champion: z.looseObject({ ...arm, version: z.int().nullable() }),
  challenger: z.looseObject({ ...arm, version: z.int() }),
  /** Absent where there are none, and in the answers of an older API. */
  others: z
    .array(
      z.looseObject({
        champion: z.looseObject({ trials: z.int(), successes: z.int() }),
        challenger: z.looseObject({ ...arm, version: z.int() }),
      }),
    )
    .optional(),
});

const openAlert = z.looseObject({
  sequence: z.int(),
  severity: z.string(),
  at: z.string(),
  subject: z.string(),
  acknowledgedBy: z.string().nullable(),
  escalated: z.boolean(),
});

const approval = z.looseObject({
  model: z.string(),
  version: z.int(),
  package: z.string(),
  requestedAt: z.string(),
  deadline: z.string().nullable(),
  sequence: z.int(),
});

export const approvals = z.object({ approvals: z.array(approval) });

/** Pages with what an answer is about; an older API has none. */
const links = z.array(z.looseObject({ label: z.string(), url: z.string() })).optional();

export const modelState = z.looseObject({
  model: z.string(),
  endpoint: z.string(),
  sequence: z.int(),
  status: z.string(),
  champion: z.looseObject({ variant: z.string(), version: z.int().nullable() }).nullable(),
  drift: z.looseObject({
    confirmed: z
      .looseObject({
        since: z.string(),
        features: z.array(z.looseObject({ feature: z.string() })),
        more: z.int().optional(),
      })
      .nullable(),
    skipped: z.string().nullable(),
  }),
  monitoring,
  freshData,
  retraining: z
    .looseObject({ requestedAt: z.string(), deadline: z.string(), execution: z.string().nullable() })
    .nullable(),
  candidates: z.array(z.looseObject({ version: z.int(), stage: z.string() })),
  rollout: runningRollout.nullable(),
  paused: z.looseObject({ by: z.string(), reason: z.string(), since: z.string() }).nullable(),
  held: z.looseObject({ reason: z.string(), since: z.string() }).nullable(),
  alerts: z.array(openAlert),
  approvals: z.array(approval),
  links,
});
export type ModelState = z.output<typeof modelState>;

export const entryPage = z.object({ entries: z.array(answerEntry), next: z.int().nullable() });
export type EntryPage = z.output<typeof entryPage>;

export const explained = z.object({
  entry: answerEntry,
  signal: z.string().nullable(),
  before: z.array(answerEntry),
  after: z.array(answerEntry),
  links,
});

export const commandAnswer = z.object({
  result: z.string(),
  sequence: z.int(),
  entries: z.array(answerEntry),
  why: z.string().nullable(),
});
export type CommandAnswer = z.output<typeof commandAnswer>;

export const subscriptions = z.object({
  subscriptions: z.array(
    z.looseObject({
      name: z.string(),
      format: z.string(),
      kinds: z.array(z.string()).nullish(),
      models: z.array(z.string()).nullish(),
      status: z.string(),
      since: z.string().nullable(),
      why: z.string().nullable(),
    }),
  ),
});

export type Subscription = z.output<typeof subscriptions>["subscriptions"][number];

const attempt = z.looseObject({
  at: z.string(),
  status: z.int().nullable(),
  error: z.string().nullable(),
  next: z.string().nullable(),
});

export const deliveryPage = z.object({
  deliveries: z.array(
    z.looseObject({
      id: z.string(),
      model: z.string(),
      sequence: z.int(),
      kind: z.string(),
      createdAt: z.string(),
      status: z.string(),
      attempts: z.array(attempt),
    }),
  ),
  next: z.string().nullable(),
});
export type ShownDelivery = z.output<typeof deliveryPage>["deliveries"][number];

export const redriven = z.looseObject({ redriven: z.array(z.string()) });
