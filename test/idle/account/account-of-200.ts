import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import { names as local } from "@driftwheel/local/lambda/environment.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import type { SmallAccount } from "../small-account.ts";
import { Builder, type MadeAccount, type Tags } from "./builder.ts";
import { entriesOf, rolloutName, type TestRollout } from "./ledger-of-rollouts.ts";

const hour = 3_600_000;
const day = 24 * hour;
const stop: Tags = { "driftwheel:idle": "stop" };
const keep: Tags = { "driftwheel:idle": "keep" };

/**
 * An account of 200 resources, some of them idle by the policy of test/fixtures/idle-fleet.ts when it is made. It moves
 * the clock: the eldest are made first, all others in an order that the seed draws.
 */
export async function accountOf200(account: SmallAccount, seed: number): Promise<MadeAccount> {
  const random = seededRandom(seed);
  const builder = new Builder(account, random);
  const now = Date.now() + 91 * day;
  const until = (ago: number) => account.pass(now - ago - Date.now());

  // Experiments: 45, of which 8 are idle.
  await builder.experiments([
    { count: 8, idle: true },
    { count: 15, tags: { owner: "ada" } },
    { count: 6, tags: keep },
    { count: 10, usedLater: true },
  ]);
  until(90 * day - hour);
  await builder.experiments([{ count: 6 }]);
  until(20 * day);
  await builder.useExperiments();

  // Studio: 60, of which 8 are idle.
  const on = (minutes: number) => ({
    LifecycleManagement: "ENABLED" as const,
    IdleTimeoutInMinutes: minutes,
  });
  const ended = await builder.domain({ idle: on(120) });
  const endless = await builder.domain({ isIdle: true, tags: stop });
  await builder.domain({ idle: on(600), isIdle: true });
  await builder.domain({ tags: keep });
  await builder.userProfiles(ended, [
    { count: 10 },
    { count: 1, idle: { LifecycleManagement: "DISABLED" }, isIdle: true, tags: stop },
    { count: 1, idle: on(480), isIdle: true, tags: stop },
    { count: 2, idle: on(60) },
  ]);
  await builder.userProfiles(endless, [{ count: 2 }]);
  const endedSpaces = await builder.spaces(ended, [
    { count: 1, minutes: 1440, isIdle: true, tags: stop },
    { count: 1, minutes: 90 },
    { count: 10 },
  ]);
  const endlessSpaces = await builder.spaces(endless, [{ count: 8 }]);

  // Endpoints: 12, of which 3 are idle; with them 1 model and 2 configs.
  until(14 * day + hour);
  await builder.models();
  await builder.endpoints([
    { name: "quiet-1", isIdle: true, tags: stop },
    { name: "quiet-2", isIdle: true, tags: stop },
    { name: "quiet-3", isIdle: true },
    { name: "kept", tags: keep },
    { name: "asked-1" },
    { name: "asked-2" },
    { name: "background", config: "asynchronous" },
    { name: "vines-prod", config: `driftwheel-${rolloutName({ version: 2 })}-sole` },
  ]);
  until(14 * day - hour);
  await builder.endpoints([{ name: "young-1" }, { name: "young-2" }]);

  // Leftovers: 20 models and configs of rollouts, of which 6 are idle.
  const at = (ago: number) => new Date(now - ago);
  const rollouts: readonly TestRollout[] = [
    { version: 2, endedAt: at(12 * day), end: "promoted" },
    { version: 3, endedAt: at(11 * day) },
    { version: 4, endedAt: at(10 * day) },
    { version: 5, endedAt: at(7 * day + hour) },
    { version: 6, endedAt: at(8 * day) },
    { version: 7, endedAt: at(7 * day - hour) },
    { version: 8, endedAt: null },
  ];
  const written = await dynamoLedger({ table: local.ledgerTable }).append("vines", entriesOf(rollouts));
  if (written !== "appended") throw new Error("Something else has written to the ledger of vines.");
  await builder.leftovers(3, { isIdle: true, tags: stop });
  await builder.leftovers(4, { isIdle: true, tags: stop });
  await builder.leftovers(5, { isIdle: true });
  await builder.leftovers(6, { tags: keep });
  await builder.leftovers(7, { tags: stop });
  await builder.leftovers(8, { tags: stop });
  for (const name of ["a", "b", "c"]) await builder.unknownLeftovers(name, stop);

  // Apps: 20, of which 3 are idle.
  until(day + hour);
  await builder.apps("JupyterLab", endedSpaces.slice(0, 10), {});
  await builder.apps("JupyterLab", endlessSpaces.slice(0, 2), { isIdle: true });
  await builder.apps("Canvas", [], { of: { domain: ended, count: 2 } });
  await builder.apps("JupyterServer", [], { of: { domain: ended, count: 1, from: 5 }, isIdle: true });
  await builder.apps("JupyterLab", endlessSpaces.slice(5, 7), { deleted: true });
  until(day - hour);
  await builder.apps("JupyterLab", endlessSpaces.slice(2, 5), {});

  // Notebook instances: 60, of which 12 are idle.
  until(13 * hour);
  await builder.notebooks([
    { count: 8, isIdle: true, tags: stop },
    { count: 4, isIdle: true },
    { count: 5, tags: keep },
    { count: 20, tags: stop, stopped: true },
    { count: 5, tags: stop, busy: true },
  ]);
  until(11 * hour);
  await builder.notebooks([{ count: 10, tags: stop }]);
  until(hour);
  await builder.invoke("asked-1", "asked-2", "vines-prod");
  await builder.tellBusy();
  await builder.notebooks([{ count: 8 }]);
  await builder.endpoints([{ name: "fresh-1", tags: stop }, { name: "fresh-2" }]);
  until(0);
  return builder.made();
}
