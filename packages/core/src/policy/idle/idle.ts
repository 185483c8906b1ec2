import * as z from "zod";
import { duration } from "../duration.ts";
import { idleTag } from "./tag.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const atLeast = (least: number, inWords: string) =>
  duration.refine((milliseconds) => milliseconds >= least, { message: `must be at least ${inWords}` });

/** A metric that a team's instances publish themselves: SageMaker has none of a notebook instance. */
const busyMetric = z.strictObject({
  namespace: z.string().min(1),
  name: z.string().min(1),
  /** The dimension that has the instance's name. */
  dimension: z.string().min(1).default("NotebookInstanceName"),
  /** An instance that was above this once in `over` is in use. */
  above: z.number().gte(0, "must not be negative"),
  over: atLeast(5 * minute, "5 minutes").default(2 * hour),
});

const notebooks = z.strictObject({
  /** An instance that has been in service for so long, without any change, is idle. */
  inServiceFor: atLeast(hour, "1 hour").default(12 * hour),
  busy: busyMetric.optional(),
  act: z.enum(["report", "stop"]).default("report"),
});

/** A metric that a team's Studio apps publish, by the dimensions `DomainId` and `SpaceName` or `UserProfileName`. */
const appsBusyMetric = z.strictObject({
  namespace: z.string().min(1),
  name: z.string().min(1),
  /** An app that was above this once in `over` is in use. */
  above: z.number().gte(0, "must not be negative"),
  over: atLeast(hour, "1 hour").default(12 * hour),
});

/** What of running apps is known beyond their settings, and what is done about it. */
const apps = z.strictObject({
  /** SageMaker says of Canvas alone since when nobody has used it. */
  canvasIdleFor: atLeast(hour, "1 hour").default(2 * hour),
  /** Without it nothing tells whether something runs in an app of JupyterLab, Code Editor or Studio Classic. */
  busy: appsBusyMetric.optional(),
  act: z.enum(["report", "stop"]).default("report"),
});

const studio = z.strictObject({
  /** SageMaker itself ends an app of JupyterLab or Code Editor that nobody used for so long. */
  idleTimeout: duration
    .refine((milliseconds) => milliseconds % minute === 0, { message: "must be whole minutes" })
    .refine((milliseconds) => milliseconds >= 60 * minute && milliseconds <= 525_600 * minute, {
      message: "must be from 60 minutes to 365 days, as SageMaker takes it",
    })
    .default(2 * hour),
  /** An app that was made so long ago, and that no setting will ever end, is idle. */
  appsRunFor: atLeast(hour, "1 hour").default(day),
  apps: apps.optional(),
  act: z.enum(["report", "set"]).default("report"),
});

const endpoints = z.strictObject({
  withoutInvocationsFor: duration
    .refine((milliseconds) => milliseconds >= day && milliseconds <= 450 * day, {
      message: "must be from 1 day to 450 days, as long as CloudWatch keeps its hours",
    })
    .default(14 * day),
  act: z.enum(["report", "delete"]).default("report"),
});

const leftovers = z.strictObject({
  /** Models, configs and variants of rollouts that ended so long ago. */
  olderThan: atLeast(day, "1 day").default(7 * day),
  act: z.enum(["report", "delete"]).default("report"),
});

const experiments = z.strictObject({
  /** Nothing of the experiment has changed for so long. */
  unchangedFor: atLeast(day, "1 day").default(90 * day),
  /** The key of the tag that says whose it is; an experiment with it is somebody's. */
  ownerTag: z.string().min(1).max(128, "must be at most 128 characters").default("owner"),
});

/** What of the account's own resources is looked for; what is not named is not looked for. */
export const idle = z.strictObject({
  every: duration
    .refine((milliseconds) => milliseconds % minute === 0, { message: "must be whole minutes" })
    .refine((milliseconds) => milliseconds >= hour && milliseconds <= 2 * day, {
      message: "must be from 1 hour to 2 days",
    })
    .default(day),
  notebooks: notebooks.optional(),
  studio: studio.optional(),
  endpoints: endpoints.optional(),
  leftovers: leftovers.optional(),
  experiments: experiments.optional(),
  /** What has this tag is never found. */
  keepTag: idleTag.default({ key: "driftwheel:idle", value: "keep" }),
  /** Only what has this tag is acted on, where its section says so. */
  actTag: idleTag.default({ key: "driftwheel:idle", value: "stop" }),
  /** How long what a person took back, or AWS refused, is left alone. */
  notAgainFor: atLeast(hour, "1 hour").default(7 * day),
  severity: z.enum(["page", "notify", "info"]).default("notify"),
});

export type IdlePolicy = z.output<typeof idle>;
