import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { checkedFetch } from "@driftwheel/api/testing/checked-fetch.ts";
import { signLink } from "@driftwheel/aws/alerts/links.ts";
import { effects } from "@driftwheel/core/decider/effects/effects.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { messageId } from "@driftwheel/core/webhooks/message.ts";
import { runMainJob } from "@driftwheel/example-frost/run/main-job.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import type { LocalServer } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { leftToCi } from "../runner/skipped.ts";
import { temporaryFolder } from "../runner/temporary-folder.ts";
import { startReceivers } from "../world/webhook-receiver.ts";

const fetch = checkedFetch();

/**
 * The main job in which a person approves, by the link of the alert, and a receiver written with the public
 * `standardwebhooks` package is sent every entry: real training, real serving, real time.
 */
const key = `whsec_${randomBytes(24).toString("base64")}`;
const ledgerFile = join(temporaryFolder(), "ledger.jsonl");
let receivers: Awaited<ReturnType<typeof startReceivers>>;
let local: LocalServer;
let ssm: SSMClient;

beforeAll(async () => {
  receivers = await startReceivers({ warehouse: key }, {});
});
afterAll(async () => {
  // Without the main job nobody made it.
  ssm?.destroy();
  await receivers.close();
});

async function prepare(started: LocalServer): Promise<void> {
  local = started;
  ssm = new SSMClient({
    endpoint: local.url,
    region: local.world.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const put = (Name: string, Value: string) =>
    ssm.send(new PutParameterCommand({ Name, Value, Type: "SecureString" }));
  await put("/webhooks/warehouse/url", receivers.url("warehouse"));
  await put("/webhooks/warehouse/key", key);
}

const post = (link: string, name: string) =>
  fetch(link, { method: "POST", body: new URLSearchParams({ name, reason: "Fewer false frosts." }) });

/** The same link, had it ended before it was sent. */
async function expired(link: string): Promise<string> {
  const { Parameter } = await ssm.send(
    new GetParameterCommand({ Name: names.linkSecret, WithDecryption: true }),
  );
  // The token's middle part is the claims that we signed.
  const claims = JSON.parse(
    Buffer.from(new URL(link).pathname.split(".")[1] ?? "", "base64url").toString("utf8"),
  );
  const token = await signLink(
    {
      label: "Approve",
      action: claims.a,
      sequence: claims.s,
      package: claims.p,
      expires: "2026-01-01T00:00:00Z",
    },
    claims.m,
    Parameter?.Value ?? "",
  );
  return `${local.apiUrl}/links/${token}`;
}

/** What a person, the previews before them and others after them do with the link; answers what each was told. */
async function visit(link: string): Promise<Readonly<Record<string, unknown>>> {
  const previews = [];
  for (let preview = 0; preview < 3; preview++) {
    const page = await fetch(link);
    previews.push(page.status, (await page.text()).includes("regression_metrics.mae.value"));
  }
  const altered = await post(`${link.slice(0, -1)}${link.endsWith("A") ? "B" : "A"}`, "Mallory");
  const ended = await post(await expired(link), "Mallory");
  await sleep(1_000); // as long as an approval by preview would need to show
  const posted = await post(link, "Ines Duarte");
  const reused = await post(link, "Mallory");
  return {
    previews,
    altered: [altered.status, (await altered.text()).includes("Mallory")],
    ended: ended.status,
    posted: posted.status,
    reused: reused.status,
    reusedSays: /Ines Duarte by link used it at/.test(await reused.text()),
  };
}

it("one approval comes of a link that is fetched three times and posted once; every entry reaches the receiver, signed", async ({
  skip,
}) => {
  skip(leftToCi("a second main job in real time takes two minutes."));
  const visited = Promise.withResolvers<Readonly<Record<string, unknown>>>();
  const links = new Set<string>();
  const failure = await runMainJob({
    drift: true,
    ledgerFile,
    fleet: join(import.meta.dirname, "../fixtures/approval-fleet.ts"),
    prepare,
    progress: {
      say(text) {
        const link = /open (\S+)$/.exec(text)?.[1];
        if (link === undefined || links.has(link)) return;
        links.add(link);
        visited.resolve(visit(link));
      },
      entry: () => {},
      status: () => {},
      summary: () => {},
      end: () => {},
    },
  });
  // What the main job leaves is the ledger; the decider's own types describe it.
  const entries = readFileSync(ledgerFile, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Entry);

  expect(failure).toBeNull();
  expect(links.size).toBe(1);
  expect(await visited.promise).toEqual({
    previews: [200, true, 200, true, 200, true],
    altered: [400, false],
    ended: 410,
    posted: 200,
    reused: 410,
    reusedSays: true,
  });
  const approved = entries.filter(({ kind }) => kind === "candidate-approved");
  expect(approved).toMatchObject([{ data: { version: 2, by: "Ines Duarte by link", route: "link" } }]);
  expect(entries.filter(({ kind }) => kind === "rollout-started")).toHaveLength(1);
  expect(entries.filter(({ kind }) => kind === "rollout-promoted")).toHaveLength(1);

  const announced = entries.filter((entry) => effects(entry).some(({ kind }) => kind === "publish-entry"));
  expect(announced.length).toBeGreaterThan(15);
  expect(receivers.taken.filter(({ payload }) => payload === null)).toEqual([]);
  expect(new Set(receivers.taken.map(({ id }) => id))).toEqual(new Set(announced.map(messageId)));
});
