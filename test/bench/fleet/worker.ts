import { usualShards } from "@driftwheel/core/monitor/captures/shards/shards.ts";
import { watch } from "@driftwheel/functions/monitor/watch.ts";
import { loadFleet, policyOf } from "@driftwheel/functions/shell/fleet.ts";
import type { Context } from "aws-lambda";
import { callsSoFar, countCalls, mayDie } from "./counted-calls.ts";
import type { Ended, Order, Reply, Work } from "./invocation.ts";
import { moveClock, setClock } from "./moved-clock.ts";

/*
 * Workers of the fleet's functions in a process of their own, as many at once as they are sent: the deployed handlers on
 * their real adapters. `node worker.ts <time> <milliseconds a call> <megabytes a shard>`, with the functions' environment.
 */
const [, , now, delay, shard] = process.argv;
setClock(Number(now));
countCalls(Number(delay));
// A small large window, for those who cannot wait for gigabytes: what decides is the same.
const most = Number(shard) * 2 ** 20;
Object.assign(usualShards, { above: 2 * most, most });

type Handler = (event: unknown, context: Context) => Promise<unknown>;
const handlers = new Map<string, Promise<Handler>>();

process.on("message", (order: Order) => {
  void obey(order).then((reply) => process.send?.(reply));
});
// Whoever started it is gone.
process.on("disconnect", () => process.exit());

async function obey(order: Order): Promise<Reply> {
  const { id } = order;
  if ("work" in order) return { id, ended: await ended(order.work) };
  if ("forward" in order) moveClock(order.forward);
  // Kilobytes: https://nodejs.org/api/process.html#processresourceusage
  return { id, told: { ...callsSoFar(), peakMegabytes: process.resourceUsage().maxRSS / 1_000 } };
}

async function ended(work: Work): Promise<Ended> {
  try {
    const handler = await loaded(work);
    const began = performance.now();
    const answer = await mayDie(work.what === "handler" ? work.death : null, handler);
    if (answer === "died") return { how: "died" };
    return { how: "answered", answer, seconds: (performance.now() - began) / 1_000 };
  } catch (error) {
    return {
      how: "failed",
      message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    };
  }
}

async function loaded(work: Work): Promise<() => Promise<unknown>> {
  if (work.what === "one-reader") {
    const { drift, ...policy } = policyOf(await loadFleet(process.env.DRIFTWHEEL_FLEET ?? null), work.model);
    const end = new Date(work.end);
    return () => watch({ ...policy, drift }, { start: new Date(end.getTime() - drift.window), end });
  }
  const { name, event } = work;
  const known = handlers.get(name) ?? handlerOf(name);
  handlers.set(name, known);
  const handler = await known;
  return () => handler(event, contextOf(name));
}

async function handlerOf(name: string): Promise<Handler> {
  const module: { readonly handler: Handler } = await import(`@driftwheel/functions/${name}.ts`);
  return module.handler;
}

/** What Lambda says of a call; the functions read nothing but these. */
function contextOf(name: string): Context {
  return { functionName: `driftwheel-${name}`, awsRequestId: "1" } as Context;
}
