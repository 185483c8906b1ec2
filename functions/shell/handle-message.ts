import { concernedModels } from "@driftwheel/core/decider/concerned-model.ts";
import type { Handled, Runtime } from "@driftwheel/core/decider/handle.ts";
import { parse } from "@driftwheel/core/events/parse.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { BadInput, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { policyOf } from "./fleet.ts";
import { messageJson } from "./message-json.ts";
import { once } from "./once.ts";

/**
 * The decider is loaded by the first event that concerns the fleet; most do not. It is asked for once: Node looks through what is
 * loaded at each import, for longer than most events take to be decided on.
 */
const decider = once(() => import("@driftwheel/core/decider/handle.ts"));

/** What messages are handled with: the fleet, and the runtime, which is made when a message first needs it. */
export interface MessageContext {
  readonly fleet: Fleet;
  readonly runtime: () => Promise<Runtime>;
}

/** What became of one message for a model that it concerns. */
interface HandledForModel {
  readonly model: string;
  readonly outcome: Handled;
}

/** What became of one message. */
export type HandledMessage =
  | { readonly result: "dropped"; readonly reason: string }
  | { readonly result: "handled"; readonly signal: string; readonly of: readonly HandledForModel[] };

/**
 * Handles one message, an EventBridge event as JSON text: parse, find the models, handle. Each model has its turn,
 * whatever becomes of the others.
 *
 * @throws BadInput when the message or what it points to cannot be understood; says which field.
 * @throws TransientError when it must be delivered again: something is throttled, busy or still under way.
 */
export async function handleMessage(
  body: string,
  { fleet, runtime }: MessageContext,
): Promise<HandledMessage> {
  const parsed = parse(messageJson(body));
  if (parsed.result === "malformed") throw new BadInput(parsed.reason);
  if (parsed.result === "ignored") return { result: "dropped", reason: parsed.reason };
  const { signal } = parsed;
  const models = concernedModels(signal, fleet);
  if (models.length === 0) {
    return { result: "dropped", reason: `${signal.identity} concerns no model of the fleet` };
  }
  const { handleSignal } = await decider();
  const of: HandledForModel[] = [];
  const failed: unknown[] = [];
  for (const model of models) {
    try {
      of.push({ model, outcome: await handleSignal(model, signal, policyOf(fleet, model), await runtime()) });
    } catch (error) {
      failed.push(error);
    }
  }
  // What wants a person's eye is told before what passes.
  if (failed.length > 0) throw failed.find((error) => !(error instanceof TransientError)) ?? failed[0];
  return { result: "handled", signal: signal.identity, of };
}

/** @throws TransientError when the message must come again for what could not be done now. */
export function assertComplete(handled: HandledMessage): void {
  if (handled.result === "dropped") return;
  const postponed = handled.of.flatMap(({ outcome }) => outcome.postponed);
  const [first] = postponed;
  if (first) {
    throw new TransientError(`${postponed.length} effects are postponed, the first: ${first.message}`, {
      cause: first,
    });
  }
  if (handled.of.some(({ outcome }) => outcome.underWay)) {
    throw new TransientError("Effects of an earlier delivery are perhaps still under way.");
  }
}
