import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { createApi } from "@driftwheel/api/api.ts";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { handle, type LambdaEvent } from "hono/aws-lambda";
import { awsApiPorts } from "./api/api-ports.ts";
import { readApiSettings } from "./api/api-settings.ts";
import { loadFleet } from "./shell/fleet.ts";
import { loggerOf } from "./shell/telemetry/logger.ts";

type Answer = Awaited<ReturnType<ReturnType<typeof handle>>>;

const logger = loggerOf("api");
let made: { readonly settings: string; readonly app: Promise<ReturnType<typeof handle>> } | null = null;

/** The HTTP API, behind API Gateway (payload format 2.0). */
export const handler = middy<LambdaEvent, Answer, Error, Context>()
  .use(injectLambdaContext(logger))
  .handler(async (event) => {
    const answer = await (await app())(event);
    logger.info("answered", { status: answer.statusCode });
    return answer;
  });

/** One a process; another when the environment has changed, as it does where several run in one process. */
function app(): Promise<ReturnType<typeof handle>> {
  const settings = readApiSettings(process.env);
  const key = JSON.stringify(settings);
  if (made?.settings !== key) {
    const app = loadFleet(settings.fleet).then((fleet) =>
      handle(createApi(awsApiPorts(settings, fleet, (message, error) => logger.error(message, { error })))),
    );
    made = { settings: key, app };
    app.catch(() => {
      made = null;
    });
  }
  return made.app;
}
