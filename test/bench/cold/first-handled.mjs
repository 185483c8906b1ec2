// What a fresh process does, as Lambda's own runtime does it: load the handler, give it the first event.
// Plain JavaScript: stripping types would cost the empty handler more than its own work.
import { writeSync } from "node:fs";

const [entry, event] = process.argv.slice(2);
const context = {
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: "1",
  invokedFunctionArn: `arn:aws:lambda:eu-west-1:111122223333:function:${process.env.AWS_LAMBDA_FUNCTION_NAME}:1`,
  memoryLimitInMB: "512",
  awsRequestId: "5d1c1f1e-0000-4000-8000-000000000001",
  logGroupName: "/aws/lambda/bench",
  logStreamName: "bench",
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 60_000,
};
// What it gives to functions that stream what they answer: https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
globalThis.awslambda = {
  streamifyResponse: (handler) => Object.assign(handler, { streamed: true }),
  HttpResponseStream: { from: (stream) => stream },
};
const { handler } = await import(entry);
let said = "";
const stream = { write: (chunk) => (said += chunk), end: () => {} };
const given = handler.streamed ? [JSON.parse(event), stream, context] : [JSON.parse(event), context];
const answer = (await handler(...given)) ?? said;
writeSync(3, `answer ${JSON.stringify(answer ?? null)}\n`);
process.exit(0);
