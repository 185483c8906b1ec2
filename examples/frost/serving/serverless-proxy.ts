import { fileURLToPath } from "node:url";
import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import { askByCsv } from "@driftwheel/example-shared/world/ask-by-csv.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { urlOf } from "@driftwheel/local/lambda/function-urls.ts";
import { rowOf } from "../image/features.ts";
import type { WeatherDay } from "../world/weather.ts";
import { firstEndpoint } from "./serverless.ts";
import type { Serving } from "./serving.ts";

/** How many people ask, in turns. */
const users = 100;

/** Whose request it is. */
export function userOf(inferenceId: string): string {
  return `user-${Number(/\d+$/.exec(inferenceId)?.[0] ?? 0) % users}`;
}

/** Without a server: callers know the proxy alone, and say whose each request is. */
export const serverlessProxy: Serving = {
  fleet: fileURLToPath(new URL("serverless-proxy.config.ts", import.meta.url)),
  endpoint: firstEndpoint,
  // Each is a message and a file of the log; callers of more send many in one message.
  pace: { requestsPerSecond: 20 },
  // A window has an object for each prediction.
  monitorEvery: 4_000,
  ask: () => proxiedCallers(),
};

/** Callers who know the proxy alone, and say whose each request is. */
export function proxiedCallers(): ReturnType<Serving["ask"]> {
  let proxy: SageMakerRuntimeClient | undefined;
  const ask = askByCsv(
    "frost",
    ({ day }: WeatherDay) => rowOf(day).join(","),
    (inferenceId) => ({ "x-driftwheel-unit": userOf(inferenceId) }),
  );
  const seen = new Map<string, string[]>();
  return {
    ask: (runtime) => async (asked, inferenceId) => {
      proxy ??= clientOf(runtime);
      const answer = await ask(proxy)(asked, inferenceId);
      const arms = seen.get(userOf(inferenceId)) ?? [];
      seen.set(userOf(inferenceId), arms);
      if (arms.at(-1) !== answer.variant) arms.push(answer.variant);
      return answer;
    },
    async stop() {
      proxy?.destroy();
      // To the challenger and, where that is rolled back, to the champion again.
      const turned = [...seen].filter(([, arms]) => arms.length > 3);
      if (turned.length > 0) throw new Error(`Users were sent to and fro: ${JSON.stringify(turned)}`);
    },
  };
}

/** Asks the function's URL, whose signatures are for Lambda. */
function clientOf({ config: { region, credentials } }: SageMakerRuntimeClient): SageMakerRuntimeClient {
  const endpoint = urlOf(process.env.AWS_ENDPOINT_URL ?? "", `${names.prefix}invoke`);
  const proxied = { region, credentials, endpoint, signingName: "lambda" };
  return new SageMakerRuntimeClient(proxied);
}
