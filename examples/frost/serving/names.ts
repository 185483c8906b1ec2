import { names } from "../names.ts";

/** The parameter in which callers read which endpoint to ask. */
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
