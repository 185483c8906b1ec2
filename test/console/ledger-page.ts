import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createLedgerApi } from "@driftwheel/api/ledger-api.ts";
import type { Distributions } from "@driftwheel/api/ports.ts";
import { replay } from "@driftwheel/core/decider/evolve.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { State } from "@driftwheel/core/vocabulary/state.ts";
import { consoleFolder } from "@driftwheel/local/console/console-folder.ts";
import { consolePage } from "@driftwheel/local/console/console-page.ts";
import { callOf } from "@driftwheel/local/http/call.ts";
import { requestOf } from "@driftwheel/local/http/request.ts";

export interface LedgerPage {
  readonly url: string;
  close(): Promise<void>;
}

/** The console over ledgers that are there already, by their models' names; nothing can be done in it. */
export async function serveLedgers(
  fleet: Fleet,
  ledgers: Readonly<Record<string, readonly Entry[]>>,
  distributions?: Distributions,
): Promise<LedgerPage> {
  const page = consolePage(consoleFolder);
  const entriesOf = (model: string) => ledgers[model] ?? [];
  // Folded once, as the deployed API reads a snapshot.
  const states = new Map<string, State>();
  const stateOf = (model: string) => {
    const state = states.get(model) ?? replay(model, entriesOf(model));
    states.set(model, state);
    return state;
  };
  const api = createLedgerApi({
    fleet,
    ledger: {
      read: async (model) => entriesOf(model),
      state: async (model) => stateOf(model),
    },
    ...(distributions && { distributions }),
    warn: (message, error) => console.warn(message, error),
  });
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? "/", "http://127.0.0.1");
      const file = await page.answer(callOf(requestOf(request)));
      if (file) {
        response.writeHead(file.status, file.headers).end(file.body);
        return;
      }
      const etag = request.headers["if-none-match"];
      const answer = await api.fetch(
        new Request(url, etag === undefined ? {} : { headers: { "if-none-match": etag } }),
      );
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    })();
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  // A server that listens on a port has one.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
