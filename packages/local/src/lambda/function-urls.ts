import type { Answer } from "../http/answer.ts";
import type { HttpService } from "../http/service.ts";
import { authoriseIam } from "../http-api/authoriser.ts";
import { payloadOf } from "../http-api/payload.ts";
import { message } from "../http-api/respond.ts";
import type { World } from "../world.ts";
import type { Functions } from "./functions.ts";

/** On AWS each URL has a host of its own; here all have a folder. */
const folder = "/lambda-url/";
/** Bytes of a request, as a function gets it: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const largestPayload = 6 * 1024 * 1024;

/** Where a function is asked, by the name that it is deployed under. */
export function urlOf(url: string, deployedName: string): string {
  return `${url}${folder}${deployedName}/`;
}

/**
 * URLs of functions that stream their answers, with callers known by IAM: the event is that of payload format 2.0.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function functionUrls(world: World, functions: Functions, names: ReadonlySet<string>): HttpService {
  return {
    name: "lambda-url",
    accepts: ({ path }) => path.startsWith(folder),
    async handle(call) {
      const [deployedName = "", ...rest] = call.path.slice(folder.length).split("/");
      const name = [...names].find((each) => functions.arnOf(each).endsWith(`:${deployedName}`));
      // As AWS answers for a URL that is nobody's.
      if (name === undefined) return message(403, "Forbidden");
      const authorised = authoriseIam(call.headers.authorization ?? null, world.account, "lambda");
      if (!authorised.in) return message(authorised.status, authorised.message);
      const body = await call.body();
      const event = payloadOf({
        call: { ...call, path: `/${rest.join("/")}` },
        body,
        matched: {
          route: { method: call.method, path: "$default", function: name, auth: "caller" },
          parameters: {},
        },
        account: world.account,
        authorizer: authorised.authorizer,
        now: new Date(),
      });
      if (isTooLarge(event)) return message(413, "Request Entity Too Large");
      return await answered(name, event, functions);
    },
  };
}

/** Most requests are far too small to be written out for it. */
function isTooLarge(event: object): boolean {
  const { body } = event as { readonly body?: string }; // payloadOf's
  return (
    (body?.length ?? 0) > largestPayload / 4 && Buffer.byteLength(JSON.stringify(event)) > largestPayload
  );
}

async function answered(name: string, event: object, functions: Functions): Promise<Answer> {
  try {
    const { statusCode, headers, body } = await functions.stream(name, event);
    return { status: statusCode, headers, body };
  } catch {
    // Functions have told why. https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html
    return message(502, "Internal Server Error");
  }
}
