import type { HttpService } from "../http/service.ts";
import type { World } from "../world.ts";
import { answerJson } from "./json.ts";
import type { RpcService } from "./run-operation.ts";

/** Serves a service that speaks one of the AWS JSON protocols and nothing else. */
export function jsonService(service: RpcService, version: string, world: World): HttpService {
  return {
    name: service.name,
    accepts: ({ target }) => target?.startsWith(`${service.target}.`) ?? false,
    handle: (call) => answerJson(service, version, call, world),
  };
}
