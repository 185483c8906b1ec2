import { TrackingFailed } from "@driftwheel/core/experiments/tracking.ts";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";
import type { Reachable } from "../outbound/address.ts";
import type { Resolve } from "../outbound/checked-lookup.ts";
import { exchange, type Request } from "../outbound/exchange.ts";
import { reason } from "../outbound/send.ts";

/** Proves to the server who asks: answers the headers that a request is sent with. */
export type Prove = (request: Request) => Promise<Readonly<Record<string, string>>>;

export interface MlflowServer {
  /** Without a slash at its end. */
  readonly url: string;
  readonly prove: Prove;
  readonly reachable: Reachable;
  readonly resolve?: Resolve;
  /** Ends whatever is asked then. */
  readonly deadline: AbortSignal;
}

/** Asks the server for something; null when it has no such thing. */
export type Ask = (
  method: Request["method"],
  path: string,
  values: Readonly<Record<string, unknown>>,
) => Promise<unknown>;

/** A page of runs with all their tags stays below it. */
const mostOfAnswer = 8 * 1024 * 1024;
/** In seconds, of one request: a server that takes longer is down. */
const patience = 15;

/**
 * MLflow's REST API, version 2.0: https://mlflow.org/docs/latest/rest-api.html.
 *
 * @throws TrackingFailed when there is no answer, or another one than 200, or than 404 of what is not there
 */
export function mlflowRequests({ url, prove, reachable, resolve, deadline }: MlflowServer): Ask {
  return async (method, path, values) => {
    const query = Object.entries(values).map(
      ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
    );
    const request: Request = {
      method,
      url: `${url}/api/2.0/mlflow/${path}${method === "GET" ? `?${query.join("&")}` : ""}`,
      headers: { "content-type": "application/json", "user-agent": "Driftwheel-Experiments/1" },
      body: method === "GET" ? "" : JSON.stringify(values),
    };
    const headers = await prove(request);
    const inTime = AbortSignal.any([deadline, AbortSignal.timeout(patience * 1_000)]);
    let answer: Awaited<ReturnType<typeof exchange>>;
    try {
      answer = await exchange(
        { ...request, headers },
        { reachable, deadline: inTime, mostOfAnswer, ...(resolve ? { resolve } : {}) },
      );
    } catch (error) {
      const why = inTime.aborted ? `no answer within ${patience} seconds` : errorMessage(error);
      throw new TrackingFailed(`${path}: ${why}`, { status: null, retryAfter: null });
    }
    const { status, retryAfter, text } = answer;
    if (status === 404 && isMissing(text)) return null;
    if (status !== 200) throw new TrackingFailed(`${path}: ${reason(status, text)}`, { status, retryAfter });
    const json = parsed(text);
    if (json === undefined) {
      throw new TrackingFailed(`${path}: answered 200 and no JSON; is the URL MLflow's?`, {
        status: null,
        retryAfter: null,
      });
    }
    return json;
  };
}

/** A server that is not MLflow's answers 404 too. */
function isMissing(text: string): boolean {
  const json = parsed(text);
  return (
    typeof json === "object" && json !== null && Reflect.get(json, "error_code") === "RESOURCE_DOES_NOT_EXIST"
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
