import { names } from "../names.ts";

/** The parameter in which callers read which endpoint to ask, and transform jobs which model to use. */
export const routeParameter = "/frost/route";

const topic = (name: string) => `arn:aws:sns:us-east-1:111122223333:${name}` as const;

/** What an endpoint that queues requests tells, and where in the bucket its requests and answers lie. */
export const queue = {
  successTopic: topic("frost-answers"),
  errorTopic: topic("frost-errors"),
  inputs: `s3://${names.bucket}/requests`,
  outputs: `s3://${names.bucket}/answers`,
  failures: `s3://${names.bucket}/failed`,
} as const;

/** How the names of its transform jobs begin. */
export const jobsName = "frost-nightly";

/** Where in the bucket transform jobs read and write. */
export const batchPlaces = {
  inputs: `s3://${names.bucket}/nights`,
  outputs: `s3://${names.bucket}/answers`,
  /** What challengers answer. */
  trials: `s3://${names.bucket}/trials`,
  /** How cold the nights were, by the inference ids of the answers. */
  groundTruth: `s3://${names.bucket}/ground-truth`,
} as const;
