import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import * as z from "zod/mini";
import { messageJson } from "../message-json.ts";

/** One model's part in a run of a schedule. */
export interface Task {
  readonly model: string;
  /** What of the model is meant: the end of its newest window that is over, or the run's minute. */
  readonly at: Date;
  /** The shard of a large window; the whole of it, unless given. */
  readonly shard?: number;
}

const document = z.object({
  model: z.string().check(z.minLength(1)),
  at: z.iso.datetime(),
  shard: z.optional(z.int().check(z.gte(0))),
});

/** The task as a message. The same task is the same text, whoever plans it. */
export function taskMessage({ model, at, shard }: Task): string {
  return JSON.stringify({ model, at: at.toISOString(), shard });
}

/** @throws BadInput when the message is no task; says which field. */
export function taskOf(body: string): Task {
  const json = messageJson(body);
  const parsed = document.safeParse(json);
  if (parsed.success) {
    const { model, at, shard } = parsed.data;
    return { model, at: new Date(at), ...(shard !== undefined && { shard }) };
  }
  const [issue] = parsed.error.issues;
  throw new BadInput(
    `the message ${body.slice(0, 200)}: ${issue?.path.join(".") || "it"} is wrong; expected {"model":"frost","at":"2026-03-09T14:00:00.000Z"}`,
  );
}

/** A run's minute: a schedule that fires twice plans the same tasks. */
export function minuteOf(now: Date): Date {
  return new Date(Math.floor(now.getTime() / 60_000) * 60_000);
}
