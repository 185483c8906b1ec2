import { type Answer, jsonAnswer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { authoriseOwnPage } from "../http-api/own-page.ts";
import { message } from "../http-api/respond.ts";
import type { World } from "../world.ts";
import type { ExampleRun } from "./example-run.ts";

/**
 * Running the example from this server's own page: `GET /local/example` tells how it stands, `POST` starts it. Null for every
 * other address. Nobody but the page of the same origin is let in, since a process is started by it.
 */
export function answerExample(call: Call, world: World, example: ExampleRun): Answer | null {
  if (call.path !== "/local/example") return null;
  if (!authoriseOwnPage(call.headers, world.account)?.in) return message(403, "Forbidden");
  if (call.method === "GET") return jsonAnswer(example.state());
  if (call.method !== "POST") return message(404, "Not Found");
  const started = example.start();
  return jsonAnswer(example.state(), { status: started ? 202 : 409 });
}
