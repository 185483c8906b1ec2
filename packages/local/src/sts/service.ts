import type { HttpService } from "../http/service.ts";
import { answerQuery } from "../protocols/query.ts";
import type { RpcService } from "../protocols/run-operation.ts";
import type { World } from "../world.ts";

/** STS, as far as command line tools ask it who they are. */
export function stsService(world: World): HttpService {
  const service: RpcService = {
    name: "sts",
    model: "sts",
    target: "AWSSecurityTokenService",
    operations: new Map([
      [
        "GetCallerIdentity",
        async () => ({
          Arn: `arn:aws:iam::${world.account}:user/local`,
          UserId: "AIDALOCALDRIFTWHEEL",
          Account: world.account,
        }),
      ],
    ]),
  };
  return {
    name: "sts",
    accepts: ({ scope }) => scope === "sts",
    handle: (call) => answerQuery(service, "https://sts.amazonaws.com/doc/2011-06-15/", call, world),
  };
}
