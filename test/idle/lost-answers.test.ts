import type { IdleActor, IdlePorts } from "@driftwheel/core/idle/ports.ts";
import { runIdle } from "@driftwheel/core/idle/run.ts";
import { undoIdle } from "@driftwheel/core/idle/undo.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { idlePorts } from "@driftwheel/functions/idle/idle-ports.ts";
import { readSettings } from "@driftwheel/functions/shell/settings/settings.ts";
import { loggerOf } from "@driftwheel/functions/shell/telemetry/logger.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import fleet from "../fixtures/idle-fleet.ts";
import { Builder } from "./account/builder.ts";
import { type SmallAccount, smallAccount } from "./small-account.ts";

const day = 86_400_000;
const stop = { "driftwheel:idle": "stop" };
const changed = /^(Stop|Start)NotebookInstance$|^(Delete|Create)Endpoint$|^Update(Domain|UserProfile|Space)$/;
let account: SmallAccount;
const asked: string[] = [];
const changesAsked = () =>
  asked
    .splice(0)
    .filter((operation) => changed.test(operation))
    .toSorted();

beforeAll(async () => {
  account = await smallAccount(undefined, (line) => {
    const [, operation] = / SageMaker\.(\w+)$/.exec(line) ?? [];
    if (operation) asked.push(operation);
  });
  const builder = new Builder(account, () => 0.5);
  await builder.models();
  await builder.endpoints([{ name: "quiet", isIdle: true, tags: stop }]);
  const ended = await builder.domain({
    idle: { LifecycleManagement: "ENABLED", IdleTimeoutInMinutes: 60 },
  });
  await builder.domain({ isIdle: true, tags: stop });
  await builder.userProfiles(ended, [
    { count: 1 },
    { count: 1, idle: { LifecycleManagement: "DISABLED" }, isIdle: true, tags: stop },
  ]);
  await builder.spaces(ended, [{ count: 1, minutes: 900, isIdle: true, tags: stop }]);
  account.pass(15 * day);
  await builder.notebooks([{ count: 1, isIdle: true, tags: stop }]);
  account.pass(13 * 3_600_000);
});
afterAll(() => account.close());

type Fault = "dies before" | "loses the answer" | "none";

/** The real adapters, each act of which meets a fault. */
function portsWith(fault: Fault): IdlePorts {
  const ports = idlePorts(readSettings(process.env), fleet, loggerOf("idle"));
  const around = async <Answer>(act: () => Promise<Answer>): Promise<Answer> => {
    if (fault === "dies before") throw new TransientError("It died.");
    const answer = await act();
    if (fault === "loses the answer") throw new TransientError("The answer is lost.");
    return answer;
  };
  const actor: IdleActor = {
    stop: (act, tags) => around(() => ports.actor.stop(act, tags)),
    restore: (act) => around(() => ports.actor.restore(act)),
  };
  return { ...ports, actor };
}

async function run(fault: Fault): Promise<void> {
  const ran = runIdle(fleet, portsWith(fault));
  if (fault === "none") await ran;
  else await expect(ran).rejects.toThrow(TransientError);
}

const count = async (kind: string) => (await account.entries()).filter((entry) => entry.kind === kind).length;

it("does each act once, whether it died before or its answer was lost", async () => {
  await run("none");
  expect(await count("idle-found")).toBe(5);
  asked.length = 0;
  await run("dies before");
  expect(changesAsked()).toEqual([]);
  await run("loses the answer");
  await run("none");
  await run("none");
  expect(changesAsked()).toEqual([
    "DeleteEndpoint",
    "StopNotebookInstance",
    "UpdateDomain",
    "UpdateSpace",
    "UpdateUserProfile",
  ]);
  expect(await count("idle-stopped")).toBe(5);
  expect(await count("idle-spared")).toBe(0);
});

it("takes each back once, whether it died before or its answer was lost", async () => {
  const { open } = await account.state();
  for (const resource of Object.keys(open)) {
    const undo = (fault: Fault) =>
      fleet.idle && undoIdle(fleet.idle, { resource, by: "ada", because: "It is needed." }, portsWith(fault));
    expect(await undo("dies before")).toMatchObject({ result: "pending" });
    expect(await undo("loses the answer")).toMatchObject({ result: "pending" });
    await expect.poll(async () => (await undo("none"))?.result).toBe("restored");
    expect(await undo("none")).toMatchObject({ result: "restored" });
  }
  // What is asked for again is refused, since it is there.
  expect([...new Set(changesAsked())]).toEqual([
    "CreateEndpoint",
    "StartNotebookInstance",
    "UpdateDomain",
    "UpdateSpace",
    "UpdateUserProfile",
  ]);
  expect(await count("idle-restored")).toBe(5);
  expect(await count("idle-undo-failed")).toBe(0);
});
