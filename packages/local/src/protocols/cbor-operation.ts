import type { Call } from "../http/call.ts";
import type { RpcService } from "./run-operation.ts";

/** The operation that a call of Smithy RPC v2 names: `/service/<target>/operation/<name>`. */
export function cborOperation(call: Call, service: RpcService): string | null {
  const prefix = `/service/${service.target}/operation/`;
  return call.path.startsWith(prefix) ? call.path.slice(prefix.length) : null;
}
