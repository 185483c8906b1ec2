import { trackEntry } from "@driftwheel/core/experiments/track-entry.ts";
import { TrackingFailed } from "@driftwheel/core/experiments/tracking.ts";
import type { MlflowSettings } from "@driftwheel/core/policy/tracking/experiments.ts";
import { sageMakerMlflowOf } from "@driftwheel/core/policy/tracking/mlflow-arn.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import type { Clock, Secrets } from "@driftwheel/core/vocabulary/ports.ts";
import type { ConsolePlace } from "@driftwheel/core/words/console/console-place.ts";
import type { Reachable } from "../outbound/address.ts";
import type { Attempted } from "../outbound/attempt.ts";
import type { Resolve } from "../outbound/checked-lookup.ts";
import { mlflowExperiment } from "./mlflow.ts";
import { mlflowRequests, type Prove } from "./mlflow-request.ts";

export interface TrackingTools {
  readonly server: MlflowSettings;
  /** Its name. */
  readonly experiment: string;
  readonly place: ConsolePlace | null;
  /** Where the HTTP API is, without a slash at its end; null where nobody knows. */
  readonly api: string | null;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly reachable: Reachable;
  readonly resolve?: Resolve;
  /** The model's whole ledger, as it is now. */
  readonly ledger: () => Promise<readonly Entry[]>;
  /** Signs requests to the MLflow of SageMaker that the ARN names. */
  readonly signFor: (arn: string) => Promise<Prove>;
  /** Keeps where people look at a run. */
  readonly keepPage: (key: string, url: string) => Promise<void>;
}

/** Milliseconds for everything together; a function's invocation has a minute. */
const patience = 45_000;

/**
 * Makes one attempt to write the runs that an entry is told of. What goes wrong at the server, or with its address or
 * secrets, is a failed attempt like a webhook's, and is made again by the same schedule.
 *
 * @throws TransientError when something of ours could not be read now: no attempt was made
 */
export async function attemptTracking(entry: Entry, tools: TrackingTools): Promise<Attempted> {
  const begun = tools.clock.now();
  const attempted = (answer: Pick<Attempted, "status" | "retryAfter" | "error">): Attempted => ({
    at: begun.toISOString(),
    took: tools.clock.now().getTime() - begun.getTime(),
    ...answer,
  });
  try {
    const { url, prove } = await serverOf(tools);
    const { reachable, resolve } = tools;
    const deadline = AbortSignal.timeout(patience);
    const ask = mlflowRequests({ url, prove, reachable, deadline, ...(resolve ? { resolve } : {}) });
    const tracking = await mlflowExperiment(ask, tools.experiment);
    const ids = await trackEntry(entry, {
      tracking,
      ledger: tools.ledger,
      place: tools.place,
      api: tools.api,
    });
    // Whoever opens the pages of SageMaker's MLflow needs a URL that is signed for them alone, and none is kept.
    if (tools.server.arn === undefined) {
      for (const [key, id] of Object.entries(ids)) await tools.keepPage(key, pageOf(url, tracking.id, id));
    }
    return attempted({ status: 200, retryAfter: null, error: null });
  } catch (error) {
    if (error instanceof TrackingFailed) {
      const { status, retryAfter, message } = error;
      return attempted({ status, retryAfter, error: message });
    }
    if (!(error instanceof Refused)) throw error;
    return attempted({ status: null, retryAfter: null, error: error.message });
  }
}

/** The page of a run in MLflow's own interface. */
function pageOf(url: string, experiment: string, run: string): string {
  return `${url}/#/experiments/${experiment}/runs/${run}`;
}

async function serverOf({
  server,
  secrets,
  signFor,
}: TrackingTools): Promise<{ readonly url: string; readonly prove: Prove }> {
  const { arn, token, password } = server;
  if (arn !== undefined) return { url: hostOf(arn), prove: await signFor(arn) };
  const url = (await addressOf(server, secrets)).replace(/\/+$/, "");
  const authorization = token
    ? `Bearer ${await secretOf(token, secrets)}`
    : password
      ? `Basic ${Buffer.from(await secretOf(password, secrets)).toString("base64")}`
      : null;
  return {
    url,
    prove: async ({ headers }) => (authorization === null ? headers : { ...headers, authorization }),
  };
}

/**
 * As AWS's own plugin has it, in 0.5.0: `sagemaker_mlflow/mlflow_sagemaker_helpers.py` of
 * https://github.com/aws/sagemaker-mlflow
 */
function hostOf(arn: string): string {
  const { region, kind } = sageMakerMlflowOf(arn);
  return kind === "app"
    ? `https://mlflow.sagemaker.${region}.app.aws`
    : `https://${region}.experiments.sagemaker.aws`;
}

async function addressOf({ url = "" }: MlflowSettings, secrets: Secrets): Promise<string> {
  return typeof url === "string" ? url : await secretOf(url, secrets);
}

async function secretOf({ parameter }: { readonly parameter: string }, secrets: Secrets): Promise<string> {
  const [first] = await secrets.read(parameter);
  if (first === undefined) throw new Refused(`the SSM parameter ${parameter} is empty`);
  return first;
}
