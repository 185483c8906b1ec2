import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import * as z from "zod";
import { tags } from "../names.ts";
import type { Registry, Version } from "./registry.ts";

const version = z.object({ package: z.string() });
const data = <Kind extends string, Data extends z.ZodType>(kind: Kind, of: Data) =>
  z.object({ kind: z.literal(kind), because: z.string(), data: of });

/** What the fleet's subscription sends: https://www.standardwebhooks.com around an entry of the ledger. */
const message = z.object({
  data: z.discriminatedUnion("kind", [
    data("approval-requested", version),
    data("candidate-rejected", version),
    data("approval-rejected", version),
    data("rollout-started", z.object({ challenger: version })),
    data("rollout-promoted", z.object({ challenger: version })),
    data("rollout-rolled-back", z.object({ challenger: version })),
  ]),
});
type Told = z.output<typeof message>["data"];

/** Milliseconds between looks for a package that MLflow does not know yet. */
const every = 250;

interface Receiver {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The team's receiver of Driftwheel's webhooks: what becomes of a model package is told of the same model in MLflow.
 *
 * @param key that messages are signed with, `whsec_...`
 */
export async function startReceiver(
  registry: Registry,
  key: string,
  say: (text: string) => void,
): Promise<Receiver> {
  const webhook = new Webhook(key);
  const stopped = new AbortController();
  /** By package: what was taken is done in its order. A service that may crash would keep it in a queue. */
  const working = new Map<string, Promise<void>>();
  const server = createServer((request, response) => {
    receive(request).then(
      (status) => response.writeHead(status).end(),
      (error: unknown) => {
        console.error(error);
        response.writeHead(500).end();
      },
    );
  });

  async function receive(request: IncomingMessage): Promise<number> {
    let verified: unknown;
    try {
      // Node gives each of the three headers as one text.
      verified = webhook.verify(await text(request), request.headers as Record<string, string>);
    } catch {
      return 401;
    }
    const told = message.parse(verified).data;
    // The pipeline registers in MLflow after SageMaker. Asked to send it again, Driftwheel would in five seconds, and
    // then in five minutes: longer than this fleet waits for an approval.
    const packageArn = "challenger" in told.data ? told.data.challenger.package : told.data.package;
    const before = working.get(packageArn) ?? Promise.resolve();
    working.set(
      packageArn,
      before.then(() => take(packageArn, told)).catch((error: unknown) => console.error(error)),
    );
    return 202;
  }

  async function take(packageArn: string, told: Told): Promise<void> {
    while (!stopped.signal.aborted) {
      const found = (await registry.versions()).find(({ tags: of }) => of[tags.package] === packageArn);
      if (found) return act(registry, found, told, say);
      await sleep(every, undefined, { signal: stopped.signal }).catch(() => {});
    }
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The receiver has no port.");
  return {
    url: `http://127.0.0.1:${address.port}/driftwheel`,
    async stop() {
      stopped.abort();
      await Promise.all(working.values());
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Everything may come twice and does the same then. */
async function act(
  registry: Registry,
  { version: number }: Version,
  { kind, because }: Told,
  say: (text: string) => void,
): Promise<void> {
  const state = (value: string) => registry.setTag(number, tags.state, value);
  switch (kind) {
    case "approval-requested":
      return state("waits for approval");
    case "rollout-started":
      return state("on trial");
    case "rollout-promoted":
      await state("promoted");
      await registry.setAlias("champion", number);
      await registry.removeAlias("challenger");
      return say(`MLflow: version ${number} has the alias champion, as Driftwheel promoted it`);
    case "rollout-rolled-back":
      await state(`rolled back: ${because}`);
      await registry.removeAlias("challenger");
      return say(`MLflow: version ${number} is tagged as rolled back`);
    case "candidate-rejected":
    case "approval-rejected":
      await state(`rejected: ${because}`);
      return say(`MLflow: version ${number} is tagged as rejected`);
  }
}
