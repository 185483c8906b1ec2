import type { Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Functions } from "../lambda/functions.ts";
import type { World } from "../world.ts";
import { authoriseIam, authoriseJwt, type JwtSettings } from "./authoriser.ts";
import { authoriseOwnPage } from "./own-page.ts";
import { payloadOf } from "./payload.ts";
import { answerOf, message } from "./respond.ts";
import { type HttpRoute, matchRoute } from "./route.ts";

interface HttpApi {
  readonly world: World;
  readonly functions: Functions;
  readonly routes: readonly HttpRoute[];
  /** Null for callers by IAM. */
  readonly jwt: JwtSettings | null;
}

/** API Gateway takes no more: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const longestBody = 10 * 1024 * 1024;

/** An HTTP API of API Gateway in front of functions: routes, who calls, payload format 2.0. It throttles nobody. */
export async function answerHttp(call: Call, { world, functions, routes, jwt }: HttpApi): Promise<Answer> {
  const { method, path } = call;
  const matched = matchRoute(method, path, routes);
  if (!matched) return message(404, "Not Found");
  const header = call.headers.authorization ?? null;
  const authorised =
    matched.route.auth === "none"
      ? null
      : jwt
        ? await authoriseJwt(header, jwt)
        : (authoriseOwnPage(call.headers, world.account) ?? authoriseIam(header, world.account));
  if (authorised && !authorised.in) return message(authorised.status, authorised.message);
  const body = await call.body();
  if (body.length > longestBody) return message(413, "Request Entity Too Large");
  const event = payloadOf({
    call,
    body,
    matched,
    account: world.account,
    authorizer: authorised?.authorizer ?? null,
    now: new Date(),
  });
  const said = await functions.invoke(matched.route.function, event);
  const answer = said.ok ? answerOf(said.payload) : message(500, "Internal Server Error");
  world.log(`${answer.status} http-api ${method} ${path}`);
  return answer;
}
