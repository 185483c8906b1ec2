import type { State } from "@driftwheel/core/vocabulary/state.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { ending, entryKinds, fleetOf, mainJob, once, serve } from "../world/main-job.ts";
import type { World, WorldOptions } from "../world/world.ts";

const approve = { name: "approve", version: 2 } as const;
const link = { by: "the link sent at 08:00", route: "link", reason: "it is better", key: "link-2" } as const;
const waits = ({ candidates }: State) =>
  Object.values(candidates).some(({ stage }) => stage === "approval-requested");

/** The main job with a person's approval; `act` is what somebody does once the version waits for it. */
function withPerson(
  act: (world: World) => void,
  options: Partial<WorldOptions> & { readonly atDeadline?: "approve" | "reject" } = {},
): World {
  const { atDeadline = "reject", ...rest } = options;
  const fleet = fleetOf({ approve: { by: "person", within: "1 hour", atDeadline } });
  const world = mainJob({ fleet, ...rest });
  once(world, waits, () => act(world));
  return world;
}

/** The link is posted three times: by an impatient hand, and by what repeats a request. */
function postThrice(world: World): void {
  for (const delay of [0, 150, 90_000]) world.time.after(delay, () => world.give(approve, link));
}

async function result(world: World) {
  const kinds = await entryKinds(world);
  return {
    ending: await ending(world),
    decisions: kinds.filter((kind) => kind !== "effect-done").toSorted(),
  };
}

const count = async (world: World, kind: string) =>
  (await entryKinds(world)).filter((one) => one === kind).length;

const calm = withPerson(postThrice);
await serve(calm, { hours: 5 });

describe("the main job with a person's approval by link", () => {
  it("ends in one approval, one rollout and a new champion, however often the link is posted", async () => {
    const { ending: end } = await result(calm);
    expect(end).toMatchObject({
      candidates: ["2 promoted"],
      packages: [{ version: 1 }, { version: 2, approval: "Approved", lifeCycle: "Production/Serving" }],
      outbox: [],
      deadLetters: [],
    });
    expect(await count(calm, "candidate-approved")).toBe(1);
    expect(await count(calm, "rollout-started")).toBe(1);
    expect(await count(calm, "command-refused")).toBe(0);
    // The one that was decided waits for its effects, so one that came later may be answered first.
    expect(calm.answers.map(({ result: answer }) => answer).toSorted()).toEqual([
      "accepted",
      "repeated",
      "repeated",
    ]);
    expect(new Set(calm.answers.map(({ entries }) => JSON.stringify(entries))).size).toBe(1);
  });

  it("names the person in the ledger, and asks the registry for it once", async () => {
    const entries = await calm.ledger();
    expect(entries.find(({ kind }) => kind === "candidate-approved")?.data).toMatchObject({
      by: link.by,
      route: "link",
    });
    expect(calm.crashes.acts.filter((name) => name === "set-approval")).toHaveLength(1);
  });
});

describe("a crash around any single act ends as the run without", () => {
  let expected: Awaited<ReturnType<typeof result>>;
  beforeAll(async () => {
    expected = await result(calm);
  });

  const steps = calm.crashes.acts.flatMap((name, index) =>
    (["before", "after"] as const).map((when) => ({ name, act: index + 1, when })),
  );

  it.each(steps)("$when act $act, $name", async ({ act, when }) => {
    const world = withPerson(postThrice, { crash: { act, when } });
    await serve(world, { hours: 5 });

    expect(world.crashes.crashed).toBe(true);
    expect(await result(world)).toEqual(expected);
    expect(world.answers).toHaveLength(3);
    for (const { result: answer } of world.answers) expect(["accepted", "repeated"]).toContain(answer);
  });
});

it.each([1, 2, 3, 4, 5, 6])(
  "events five times each and shuffled, and the link among them: nothing changes (seed %i)",
  async (seed) => {
    const world = withPerson(postThrice, { seed, deliveries: 5, lateness: 10 * 60_000 });
    await serve(world, { hours: 5 });
    expect(await result(world)).toEqual(await result(calm));
  },
);

describe("nobody decides in time", () => {
  const sweepEvery = 10 * 60_000;
  const ends = {
    reject: { kind: "approval-rejected", approval: "Rejected", candidate: "2 approval-rejected" },
    approve: { kind: "candidate-approved", approval: "Approved", candidate: "2 promoted" },
  } as const;

  /** Drift that goes on was confirmed a minute later where that decision died first. */
  const timeless = async (world: World) => ({ ...(await ending(world)), drift: null });

  async function expired(atDeadline: "reject" | "approve", options: Partial<WorldOptions> = {}) {
    const world = withPerson(() => {}, { atDeadline, sweepEvery, ...options });
    await serve(world, { hours: 4 });
    return world;
  }

  it.each(["reject", "approve"] as const)(
    "and the policy says %s, once, in ledger and registry",
    async (policy) => {
      const world = await expired(policy);
      const { kind, approval, candidate } = ends[policy];
      const entries = (await world.ledger()).filter((entry) => entry.kind === kind);
      expect(entries[0]).toMatchObject({ data: { version: 2, by: "the deadline", route: "policy" } });
      expect((await ending(world)).candidates[0]).toBe(candidate);
      expect((await ending(world)).packages[1]).toMatchObject({ version: 2, approval });
      expect(entries.filter(({ data }) => "version" in data && data.version === 2)).toHaveLength(1);
    },
  );

  it.each(["reject", "approve"] as const)(
    "and whatever act the process dies around, the policy's %s comes once, and the run ends as without",
    async (policy) => {
      const whole = await expired(policy);
      const { kind } = ends[policy];
      const end = await timeless(whole);
      for (let act = 1; act <= whole.crashes.acts.length; act++) {
        for (const when of ["before", "after"] as const) {
          const world = await expired(policy, { crash: { act, when } });
          const around = `${when} act ${act}, ${whole.crashes.acts[act - 1]}`;
          expect(world.crashes.crashed, around).toBe(true);
          expect(await timeless(world), around).toEqual(end);
          const decided = (await world.ledger()).filter(
            ({ kind: written, data }) => written === kind && "version" in data && data.version === 2,
          );
          expect(decided, around).toHaveLength(1);
        }
      }
    },
  );

  it("a link that is posted after the deadline is refused, and says who decided", async () => {
    const world = await expired("reject");
    world.give(approve, link);
    await world.time.run(() => world.answers.length > 0, 60_000);
    expect(world.answers).toMatchObject([
      {
        result: "refused",
        why: expect.stringMatching(/^version 2 was rejected already by the deadline at /),
      },
    ]);
  });
});

describe("other ways to the same approval", () => {
  it("by the registry itself: nothing is set there again", async () => {
    const world = withPerson(({ sagemaker }) => sagemaker.approveByHand(2, "Approved"));
    await serve(world, { hours: 5 });
    expect((await ending(world)).candidates).toEqual(["2 promoted"]);
    expect(await count(world, "candidate-approved")).toBe(1);
    expect(world.crashes.acts).not.toContain("set-approval");
  });

  it("by the registry and by link at the same moment: one approval, and the later one is told so", async () => {
    const world = withPerson((at) => {
      at.sagemaker.approveByHand(2, "Approved");
      postThrice(at);
    });
    await serve(world, { hours: 5 });
    expect((await ending(world)).candidates).toEqual(["2 promoted"]);
    expect(await count(world, "candidate-approved")).toBe(1);
    expect(await count(world, "rollout-started")).toBe(1);
  });

  it("while the model is paused: the trial waits until it is resumed", async () => {
    const person = { by: "ada", route: "api", reason: "market day" } as const;
    const world = withPerson((at) => {
      at.give({ name: "pause" }, { ...person, key: "k-1" });
      at.time.after(60_000, () => at.give(approve, link));
      at.time.after(50 * 60_000, () => at.give({ name: "resume" }, { ...person, key: "k-2" }));
    });
    await serve(world, { hours: 6 });

    expect((await ending(world)).candidates).toEqual(["2 promoted"]);
    const entries = await world.ledger();
    const at = (kind: string) => Date.parse(entries.find((entry) => entry.kind === kind)?.at ?? "");
    expect(at("candidate-approved")).toBeLessThan(at("resumed"));
    expect(at("rollout-started")).toBe(at("resumed"));
    expect(await count(world, "candidate-approved")).toBe(1);
  });

  it("two people who disagree at the same moment: the first counts, and the other is told who it was", async () => {
    const world = withPerson((at) => {
      at.give({ name: "reject", version: 2 }, { ...link, by: "grace", key: "link-reject" });
      at.give(approve, link);
    });
    await serve(world, { hours: 3 });
    expect(world.answers.map(({ result: answer }) => answer).toSorted()).toEqual(["accepted", "refused"]);
    expect(world.answers.find(({ result: answer }) => answer === "refused")?.why).toMatch(
      /version 2 (was rejected already by grace|is on trial; it was approved already by the link)/,
    );
  });
});
