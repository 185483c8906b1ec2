import { createHash } from "node:crypto";
import { predictionFiles } from "@driftwheel/core/monitor/predictions/prediction-files.ts";
import {
  type RefusedPrediction,
  readPredictions,
} from "@driftwheel/core/monitor/predictions/prediction-message.ts";
import { servedName } from "@driftwheel/core/policy/batch/served.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";

/** What became of one message. */
interface Logged {
  readonly model: string;
  /** Objects that its predictions go into, and those of them that no earlier delivery wrote. */
  readonly files: number;
  readonly written: number;
  /** Of predictions that were refused, and are kept; null when none was. */
  readonly refusal: BadInput | null;
}

/** So many reasons are told; the file has all. */
const mostTold = 3;

/**
 * Logs what one message says was predicted: a file for each variant and hour, named after the message, so that a
 * message that comes again, or that was sent again, finds its files. Predictions that are wrong are kept elsewhere.
 *
 * @throws BadInput when the message is none, or is of a model without a prediction log.
 */
export async function logPredictions(body: string, sentAt: Date, fleet: Fleet): Promise<Logged> {
  const message = readPredictions(body, sentAt.getTime());
  if (!message.ok) throw new BadInput(message.reason);
  const { model, predictions, refused } = message;
  const log = logOf(model, fleet);
  const name = createHash("sha256").update(body).digest("hex").slice(0, 32);
  const files = predictionFiles(predictions, name);
  // S3's client is loaded by the first message that there is something to log of.
  const { keepRefused, writePredictions } = await import(
    "@driftwheel/aws/monitor/predictions/prediction-log.ts"
  );
  let written = 0;
  for (const file of files) if (await writePredictions(log, file)) written += 1;
  const kept = refused.length > 0 ? await keepRefused(log, { name, sentAt, refused }) : null;
  return { model, files: files.length, written, refusal: kept === null ? null : refusal(refused, kept) };
}

function logOf(
  model: string,
  { models }: Fleet,
): { readonly destination: string; readonly endpoint: string } {
  const policy = Object.hasOwn(models, model) ? models[model] : undefined;
  const destination = policy?.drift.predictionLog;
  if (policy && destination !== undefined) return { destination, endpoint: servedName(policy) };
  const logging = Object.entries(models).flatMap(([name, { drift }]) => (drift.predictionLog ? name : []));
  const there =
    logging.length === 0
      ? "none has"
      : `${logging.slice(0, 8).join(", ")} ${logging.length === 1 ? "has" : "have"} one`;
  throw new BadInput(
    `model: is ${JSON.stringify(model.slice(0, 100))}; expected a model of the fleet with a drift.predictionLog: ${there}`,
  );
}

function refusal(refused: readonly RefusedPrediction[], kept: string): BadInput {
  const reasons = refused.slice(0, mostTold).map(({ reason }) => reason);
  const more = refused.length - reasons.length;
  const told = `${reasons.join(" | ")}${more > 0 ? ` | and ${more} more` : ""}`;
  return new BadInput(
    `${refused.length} of the message's predictions are not logged: ${told}. They are kept in ${kept}`,
  );
}
