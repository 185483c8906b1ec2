import { z } from "@hono/zod-openapi";
import { driftFeatureSchema } from "./drift-feature.ts";
import { packageSchema, sequenceSchema, timeSchema } from "./entry.ts";
import { freshDataSchema } from "./fresh-data.ts";
import { monitoringSchema } from "./monitoring.ts";
import { orNull } from "./or-null.ts";
import { pagesSchema } from "./page.ts";
import { runningRolloutSchema } from "./rollout.ts";

const versionSchema = z
  .int()
  .nullable()
  .openapi({ description: "Version of the model package; null when unknown.", example: 4 });

const statusSchema = z
  .enum(["held", "paused", "on-trial", "retraining", "awaiting-approval", "drifted", "unwatched", "steady"])
  .openapi("ModelStatus", {
    description:
      "The first of these that is true: `held` (the endpoint was changed by someone else, a person must resume), `paused` by a person, a challenger `on-trial`, `retraining`, a candidate `awaiting-approval`, `drifted`, `unwatched` (people were told that windows cannot be judged; `monitoring` says why), and else `steady`.",
    example: "steady",
  });

export const modelSummarySchema = z
  .object({
    model: z.string().openapi({ example: "frost" }),
    endpoint: z.string().openapi({ example: "frost-prod" }),
    packageGroup: z.string().openapi({ example: "frost" }),
    sequence: sequenceSchema.openapi({
      description: "Sequence of the ledger's last entry; 0 for an empty ledger.",
    }),
    status: statusSchema,
    championVersion: versionSchema,
    openAlerts: z.int().openapi({ example: 0 }),
    openApprovals: z.int().openapi({ example: 0 }),
    monitoring: monitoringSchema,
  })
  .openapi("ModelSummary");

const driftSchema = z
  .object({
    confirmed: z
      .object({
        sequence: sequenceSchema.openapi({ description: "Of its `drift-confirmed`." }),
        at: timeSchema,
        since: timeSchema.openapi({ description: "When the evidence began to rise." }),
        features: z.array(driftFeatureSchema).openapi({ description: "The strongest, ten at most." }),
        more: z.int().openapi({ description: "So many more drifted, at least.", example: 0 }),
      })
      .nullable(),
    remedyUnderWay: z.boolean().openapi({
      description:
        "A retraining was asked for because of this drift, and nothing that came of it has failed.",
    }),
    skipped: z
      .string()
      .nullable()
      .openapi({ description: "Why there was no retraining, in a word.", example: "cooldown" }),
    schedules: z
      .array(
        z.object({
          schedule: z.string().openapi({ example: "driftwheel" }),
          source: z.enum(["driftwheel", "model-monitor", "external"]),
          windows: z.int().openapi({ description: "Windows that are remembered.", example: 12 }),
          lastEnd: timeSchema.openapi({ description: "End of the last window." }),
          lastEffect: z
            .number()
            .nullable()
            .openapi({ description: "Largest effect size in the last window." }),
        }),
      )
      .openapi({ description: "Every schedule that has told of this model since its champion serves." }),
  })
  .openapi("Drift");

const candidateSchema = z
  .object({
    version: z.int().openapi({ example: 5 }),
    package: packageSchema,
    stage: z.enum([
      "registered",
      "accepted",
      "rejected",
      "approval-requested",
      "approved",
      "approval-rejected",
      "on-trial",
      "promoted",
      "rolled-back",
      "superseded",
    ]),
    sequence: sequenceSchema.openapi({ description: "Of the entry that put it in this stage." }),
    approvalDeadline: timeSchema.nullable(),
  })
  .openapi("Candidate");

const alertSchema = z
  .object({
    key: z.string().openapi({ example: "frost/retraining-failed" }),
    sequence: sequenceSchema.openapi({ description: "Of its `alert-raised`; what `acknowledge` takes." }),
    about: sequenceSchema.openapi({ description: "The entry that it tells of." }),
    aboutKind: z.string().openapi({ example: "retraining-failed" }),
    severity: z.enum(["page", "notify", "info"]),
    at: timeSchema,
    subject: z.string().openapi({ example: "frost: retraining failed" }),
    acknowledgedBy: z.string().nullable(),
    escalated: z.boolean(),
  })
  .openapi("OpenAlert");

export const alertsOfModelSchema = z
  .object({
    model: z.string().openapi({ example: "frost" }),
    sequence: sequenceSchema.openapi({
      description: "Of the ledger's last entry: the `expectedSequence` of who acknowledges on sight of this.",
    }),
    alerts: z.array(alertSchema).openapi({ description: "Oldest first." }),
  })
  .openapi("AlertsOfModel");

export const approvalSchema = z
  .object({
    model: z.string().openapi({ example: "frost" }),
    version: z.int().openapi({ example: 5 }),
    package: packageSchema,
    requestedAt: timeSchema,
    deadline: timeSchema.nullable().openapi({ description: "Until when a person may decide." }),
    sequence: sequenceSchema.openapi({ description: "Of its `approval-requested`." }),
  })
  .openapi("OpenApproval");

const by = z.object({ by: z.string(), reason: z.string(), since: timeSchema });

export const modelStateSchema = z
  .object({
    model: z.string().openapi({ example: "frost" }),
    endpoint: z.string().openapi({ example: "frost-prod" }),
    packageGroup: z.string().openapi({ example: "frost" }),
    sequence: sequenceSchema.openapi({
      description:
        "Sequence of the ledger's last entry: the `expectedSequence` of a command that is given on sight of this.",
    }),
    status: statusSchema,
    champion: z
      .object({ variant: z.string(), version: versionSchema, package: packageSchema.nullable() })
      .nullable()
      .openapi({ description: "What serves; null before the endpoint was first looked at." }),
    drift: driftSchema,
    monitoring: monitoringSchema,
    retraining: z
      .object({
        sequence: sequenceSchema,
        displayName: z.string(),
        requestedAt: timeSchema,
        deadline: timeSchema,
        execution: z.string().nullable(),
      })
      .nullable(),
    freshData: orNull(freshDataSchema),
    candidates: z.array(candidateSchema).openapi({ description: "Highest version first." }),
    rollout: orNull(runningRolloutSchema),
    paused: by.nullable(),
    held: z.object({ reason: z.string(), since: timeSchema }).nullable(),
    alerts: z.array(alertSchema).openapi({ description: "Alerts that are not over, oldest first." }),
    approvals: z.array(approvalSchema).openapi({ description: "Approvals that a person is asked for." }),
    links: pagesSchema,
  })
  .openapi("ModelState");

export type ModelSummary = z.infer<typeof modelSummarySchema>;
export type ModelState = z.infer<typeof modelStateSchema>;
export type OpenApproval = z.infer<typeof approvalSchema>;
export type ModelStatus = z.infer<typeof statusSchema>;
export type AlertsOfModel = z.infer<typeof alertsOfModelSchema>;
