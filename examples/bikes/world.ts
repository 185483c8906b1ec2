import { InvokeEndpointCommand } from "@aws-sdk/client-sagemaker-runtime";
import { inRandomOrder, type Random } from "@driftwheel/example-shared/world/in-random-order.ts";
import type { World } from "@driftwheel/example-shared/world/world.ts";
import { features, type Hour, readHours, rowOf } from "./hours.ts";
import { names } from "./names.ts";

/** The first two of three hours are for learning; the third is for serving, and no model has seen it. */
const isForServing = (_: Hour, place: number) => place % 3 === 2;

/** Hours that the first champion is made from. */
export function history(): readonly Hour[] {
  return readHours().winter.filter((hour, place) => !isForServing(hour, place));
}

/** Winter first, when few ride; then the summer of a year in which the service had grown. */
export function bikesWorld(random: Random): World<Hour> {
  const { winter, summer } = readHours();
  return {
    model: "bikes",
    right: "within 30%",
    bucket: names.bucket,
    endpoint: names.endpoint,
    isRight: ({ asked, predicted }) => Math.abs(predicted - asked.rides) <= Math.max(0.3 * asked.rides, 10),
    labelled: (served) => labelledRows(served.map(({ at, asked }) => [at, asked])),
    ask: (runtime) => async (asked, inferenceId) => {
      const response = await runtime.send(
        new InvokeEndpointCommand({
          EndpointName: names.endpoint,
          ContentType: "text/csv",
          Accept: "text/csv",
          InferenceId: inferenceId,
          Body: rowOf(asked),
        }),
      );
      return {
        variant: response.InvokedProductionVariant ?? "unknown",
        predicted: Number(response.Body?.transformToString()),
      };
    },
    usual: {
      name: "winter 2011",
      begins: "serving hours of the winter",
      requests: () => inRandomOrder(winter.filter(isForServing), Number.POSITIVE_INFINITY, random),
    },
    drifted: {
      name: "summer 2012",
      begins: "a summer's hours come now; nobody tells Driftwheel",
      *requests() {
        yield* inRandomOrder(
          summer.filter((hour, place) => !isForServing(hour, place)),
          1,
          random,
        );
        yield* inRandomOrder(summer.filter(isForServing), Number.POSITIVE_INFINITY, random);
      },
    },
    pace: {
      requestsPerSecond: 40,
      concurrency: 20,
      beforeDrift: 20_000,
      afterRollout: 8_000,
      deadline: 300_000,
      withoutDrift: 90_000,
    },
  };
}

/** As `code/prepare.py` reads them. */
export function labelledRows(hours: readonly (readonly [Date, Hour])[]): string {
  const lines = hours.map(([at, hour]) => `${at.toISOString()},${rowOf(hour)},${hour.rides}`);
  return `${["served_at,", features.join(","), ",rides"].join("")}\n${lines.join("\n")}\n`;
}
