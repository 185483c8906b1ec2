import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { frostPolicy } from "@driftwheel/example-frost/policy.ts";

const { capture: _, ...watched } = frostPolicy.drift;
const { rollout: __, drift: ___, ...frost } = frostPolicy;
const topic = (name: string) => `arn:aws:sns:us-east-1:111122223333:${name}` as const;

/** What the endpoint that queues requests is called. */
export const endpoint = "frost-queued";
export const topics = { successTopic: topic("frost-answers"), errorTopic: topic("frost-errors") };

/** The frost model on an endpoint that queues requests: its topics tell of answers and errors, and nothing is tried on live traffic. */
export default defineFleet({
  models: {
    frost: {
      ...frost,
      endpoint,
      serving: "asynchronous",
      asynchronous: {
        ...topics,
        inputs: "s3://frost-weather/requests",
        outputs: "s3://frost-weather/answers",
      },
      drift: {
        ...watched,
        sensitivity: { falseAlarmsPerYear: 4, minEffect: 0.2 },
        window: "1 hour",
        lag: "5 minutes",
        predictionLog: "s3://frost-weather/predictions",
      },
    },
  },
});
