import { readLink, signLink } from "@driftwheel/aws/alerts/links.ts";
import { replay } from "@driftwheel/core/decider/evolve.ts";
import type { AlertLink, Entry, EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import type { CommandGiven } from "@driftwheel/core/vocabulary/signal.ts";
import { describe, expect, it } from "vitest";
import { type ApiWorld, apiWorld, lastOf, packageArn, untilApprovalIsAsked } from "../testing/world.ts";

const key = "a-key-of-this-test-alone";
const end = "2026-05-07T12:00:00.000Z";
const html = { accept: "text/html,application/xhtml+xml" };
const person = { name: "Ines Duarte", reason: "Errors are down." };

async function asked(): Promise<ApiWorld> {
  const world: ApiWorld = apiWorld({ readLink: (token) => readLink(token, [key], world.now) });
  await untilApprovalIsAsked(world);
  return world;
}

async function linkOf(world: ApiWorld, changes: Partial<AlertLink> = {}): Promise<string> {
  const link: AlertLink = {
    label: "Approve",
    action: "approve",
    sequence: changes.sequence ?? lastOf(world, "approval-requested").sequence,
    package: packageArn(5),
    expires: end,
    ...changes,
  };
  return `/links/${await signLink(link, "tide", key)}`;
}

function post(
  world: ApiWorld,
  link: string,
  body: Record<string, string> = person,
  headers: Record<string, string> = html,
) {
  return world.app.request(link, {
    method: "POST",
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(body).toString(),
  });
}

describe("a link to approve", () => {
  it("shows the gate against the champion, the drift behind it, the package, and until when", async () => {
    const world = await asked();
    const response = await world.app.request(await linkOf(world), { headers: html });
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain("Approve version 5 of tide?");
    expect(page).toContain("regression_metrics.mae.value");
    expect(page).toContain("0.31");
    expect(page).toContain("0.5248");
    expect(page).toContain("pressure &lt;hPa&gt;");
    expect(page).toContain("0.4213");
    expect(page).toContain(packageArn(5));
    expect(page).toContain("before 2026-05-07 12:00 UTC, it is rejected");
    expect(page).toMatch(/<form method="post">/);
  });

  it("is a page without scripts that nobody keeps, frames or finds", async () => {
    const world = await asked();
    const response = await world.app.request(await linkOf(world), { headers: html });
    expect(await response.text()).not.toMatch(/<script|javascript:|<hPa>/i);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "x-robots-tag": "noindex, nofollow",
      "content-security-policy": expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
      ),
    });
  });

  it("changes nothing when it is fetched, however often and by whichever method but POST", async () => {
    const world = await asked();
    const link = await linkOf(world);
    const before = world.entries.length;
    for (const method of ["GET", "HEAD", "GET", "OPTIONS", "PUT"])
      await world.app.request(link, { method, headers: html });
    expect(world.entries).toHaveLength(before);
    expect(world.given).toEqual([]);
  });

  it("that is forged costs a digest: no ledger is read for it", async () => {
    const link = await linkOf(await asked());
    let reads = 0;
    const counted = () => {
      reads++;
      return [];
    };
    const world: ApiWorld = apiWorld({
      readLink: (token) => readLink(token, [key], world.now),
      ledger: { read: async () => counted(), state: async (model) => replay(model, counted()) },
    });
    for (const forged of [`${link}x`, link.replace(/\.[^.]+$/, ".AAAA"), "/links/none"]) {
      expect((await world.app.request(forged, { headers: html })).status).toBe(400);
      expect((await post(world, forged)).status).toBe(400);
    }
    expect(reads).toBe(0);
    await world.app.request(link, { headers: html });
    expect(reads).toBe(1);
  });

  it("approves once, in the name that was typed, when it is posted", async () => {
    const world = await asked();
    const link = await linkOf(world);
    const response = await post(world, link);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain("Version 5 of tide is approved");
    expect(lastOf(world, "candidate-approved").data).toMatchObject({
      version: 5,
      by: "Ines Duarte by link",
      route: "link",
    });
    const length = world.entries.length;
    const again = await post(world, link, { name: "Sam Oyelaran", reason: "Me too." });
    expect(again.status).toBe(410);
    expect(await again.text()).toContain("Ines Duarte by link used it at 2026-05-04 12:00 UTC");
    const shown = await world.app.request(link, { headers: html });
    expect(shown.status).toBe(410);
    expect(await shown.text()).not.toContain("<form");
    expect(world.entries).toHaveLength(length);
  });

  it("approves once when it is posted twice and neither post sees the other's in the ledger", async () => {
    const bothHaveRead = Promise.withResolvers<void>();
    let readers = 0;
    const world: ApiWorld = apiWorld({
      readLink: (token) => readLink(token, [key], world.now),
      ledger: {
        read: async () => {
          const entries = [...world.entries];
          readers += 1;
          if (readers === 2) bothHaveRead.resolve();
          await bothHaveRead.promise;
          return entries;
        },
        state: async () => replay("tide", world.entries),
      },
    });
    await untilApprovalIsAsked(world);
    const link = await linkOf(world);
    const answers = await Promise.all([post(world, link), post(world, link, { ...person, name: "Other" })]);
    expect(world.given).toHaveLength(2);
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 410]);
    expect(world.entries.filter(({ kind }) => kind === "candidate-approved")).toHaveLength(1);
    expect(world.entries.filter(({ kind }) => kind === "command-refused")).toHaveLength(0);
  });

  it("does nothing any more once the other link was used", async () => {
    const world = await asked();
    const [approve, reject] = [await linkOf(world), await linkOf(world, { action: "reject" })];
    expect((await post(world, reject)).status).toBe(200);
    const late = await post(world, approve);
    expect(late.status).toBe(409);
    expect(await late.text()).toContain(
      "Version 5 was rejected by Ines Duarte by link at 2026-05-04 12:00 UTC.",
    );
    expect(world.entries.filter(({ kind }) => kind === "candidate-approved")).toEqual([]);
  });

  it("says that it was decided in the model registry, when it was", async () => {
    const world = await asked();
    world.approval = "Approved";
    await world.happen({
      kind: "model-package-changed",
      identity: "model-package-changed tide 5 Approved",
      at: world.now.toISOString(),
      group: "tide",
      version: 5,
      arn: packageArn(5),
      status: "Completed",
      approval: "Approved",
      updatedFields: ["ModelApprovalStatus"],
      approvalDescription: null,
    });
    const response = await post(world, await linkOf(world));
    expect(response.status).toBe(409);
    expect(await response.text()).toMatch(/Version 5 was approved by .* in the model registry/);
  });

  it("has an end", async () => {
    const world = await asked();
    const link = await linkOf(world);
    world.now = new Date(end);
    for (const response of [await world.app.request(link, { headers: html }), await post(world, link)]) {
      expect(response.status).toBe(410);
      expect(await response.text()).toContain("The link has expired");
    }
    expect(world.given).toEqual([]);
  });

  it("is refused in every altered form", async () => {
    const world = await asked();
    const link = await linkOf(world);
    const [head, body, signature] = link.slice("/links/".length).split(".");
    const other = await linkOf(world, { action: "reject" });
    const forged = [
      `${head}.${other.split(".")[1]}.${signature}`,
      `${head}.${body}.`,
      `${head}.${body}`,
      `${Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url")}.${body}.`,
      await signLink(
        { label: "", action: "approve", sequence: 1, package: packageArn(5), expires: end },
        "tide",
        "guess",
      ),
      // The last letter holds two bits that say nothing; every other letter in its place is another token.
      ...[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"]
        .map((letter) => `${link.slice("/links/".length, -1)}${letter}`)
        .filter((token) => token !== link.slice("/links/".length)),
    ];
    for (const token of forged) {
      const response = await post(world, `/links/${token}`);
      expect([token, response.status]).toEqual([token, 400]);
    }
    expect(world.given).toEqual([]);
  });

  it("is bound to the package that was asked about", async () => {
    const world = await asked();
    const response = await post(world, await linkOf(world, { package: packageArn(6) }));
    expect(response.status).toBe(400);
    expect(world.given).toEqual([]);
  });

  it("asks again for a name and a reason, and keeps what was typed", async () => {
    const world = await asked();
    const link = await linkOf(world);
    const response = await post(world, link, { name: "  ", reason: '"<b>bold</b>"' });
    const page = await response.text();
    expect(response.status).toBe(400);
    expect(page).toContain("name: is empty; your name");
    expect(page).toContain("&quot;&lt;b&gt;bold&lt;/b&gt;&quot;");
    expect(world.given).toEqual([]);
  });

  it("answers in JSON whoever wants JSON", async () => {
    const world = await asked();
    const link = await linkOf(world);
    const json = { accept: "application/json" };
    const shown = await world.app.request(link, { headers: json });
    expect(await shown.json()).toMatchObject({
      action: "approve",
      model: "tide",
      entry: { kind: "approval-requested" },
      before: expect.arrayContaining([expect.objectContaining({ kind: "drift-confirmed" })]),
    });
    const done = await world.app.request(link, {
      method: "POST",
      headers: { ...json, "content-type": "application/json" },
      body: JSON.stringify(person),
    });
    expect(await done.json()).toMatchObject({
      result: "accepted",
      entries: expect.arrayContaining([expect.objectContaining({ kind: "candidate-approved" })]),
    });
    const again = await post(world, link, person, json);
    expect(again.headers.get("content-type")).toBe("application/problem+json");
    expect(await again.json()).toMatchObject({ type: "/problems/link-used", status: 410 });
  });
});

describe("a link to acknowledge", () => {
  const raised: EntryOf<"alert-raised"> = {
    model: "tide",
    sequence: 1,
    kind: "alert-raised",
    at: "2026-05-04T11:00:00.000Z",
    because: "The policy names retraining-failed under alerts.page.",
    causedBy: "test",
    data: {
      about: 1,
      aboutKind: "retraining-failed",
      key: "tide/retraining-failed",
      severity: "page",
      subject: "tide: retraining failed",
      body: "What happened: <retraining> failed.",
      links: [],
    },
  };
  const resolved: EntryOf<"alert-resolved"> = {
    ...raised,
    sequence: 2,
    kind: "alert-resolved",
    data: { ...raised.data, about: 1 },
  };
  const acknowledged: EntryOf<"command-accepted"> = {
    ...raised,
    sequence: 2,
    kind: "command-accepted",
    data: {
      command: { name: "acknowledge", alert: 1 },
      by: "Sam Oyelaran",
      route: "api",
      reason: "It is mine.",
    },
  };

  function alerted(...later: readonly Entry[]): ApiWorld {
    const entries = [raised, ...later];
    const world: ApiWorld = apiWorld({
      readLink: (token) => readLink(token, [key], world.now),
      ledger: { read: async () => entries, state: async () => replay("tide", entries) },
      give: async (command) => {
        given.push(command);
        return { result: "accepted", sequence: 2, entries: [], why: null };
      },
    });
    const given: CommandGiven[] = [];
    return { ...world, given };
  }
  const acknowledging = { action: "acknowledge", sequence: 1, package: null } as const;

  it("shows the alert and takes the name of whoever has it in hand", async () => {
    const world = alerted();
    const link = await linkOf(world, acknowledging);
    const page = await (await world.app.request(link, { headers: html })).text();
    expect(page).toContain("What happened: &lt;retraining&gt; failed.");
    expect((await post(world, link)).status).toBe(200);
    expect(world.given).toMatchObject([
      { command: { name: "acknowledge", alert: 1 }, by: "Ines Duarte by link", expectedSequence: null },
    ]);
  });

  it("does nothing for an alert that is over or in someone's hands", async () => {
    const over = alerted(resolved);
    const held = alerted(acknowledged);
    const answers = await Promise.all(
      [over, held].map(async (world) => await post(world, await linkOf(world, acknowledging))),
    );
    expect(answers.map(({ status }) => status)).toEqual([410, 409]);
    expect(await answers[1]?.text()).toContain("Sam Oyelaran acknowledged it.");
    expect([...over.given, ...held.given]).toEqual([]);
  });
});

describe("other links", () => {
  it("explain an entry, and do nothing", async () => {
    const world = await asked();
    const { sequence } = lastOf(world, "drift-confirmed");
    const link = await linkOf(world, { action: "explain", sequence, package: null });
    const page = await (await world.app.request(link, { headers: html })).text();
    expect(page).toContain("tide: drift-confirmed");
    expect(page).toContain("retraining-requested");
    expect(page).not.toContain("<form");
    expect((await post(world, link)).status).toBe(400);
    expect(world.given).toEqual([]);
  });

  it("work only through the proxy in front, where there is one", async () => {
    const world: ApiWorld = apiWorld({
      readLink: (token) => readLink(token, [key], world.now),
      originSecrets: async () => ["old", "new"],
    });
    await untilApprovalIsAsked(world);
    const link = await linkOf(world);
    const status = async (headers: Record<string, string>) =>
      (await world.app.request(link, { headers: { ...html, ...headers } })).status;
    expect(await status({})).toBe(403);
    expect(await status({ "x-driftwheel-origin": "guess" })).toBe(403);
    expect(await status({ "x-driftwheel-origin": "old" })).toBe(200);
    expect(await status({ "x-driftwheel-origin": "new" })).toBe(200);
  });
});
