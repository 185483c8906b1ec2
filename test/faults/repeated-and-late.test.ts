import { expect, it } from "vitest";
import { ending, entryKinds, mainJob, serve } from "../world/main-job.ts";

/** Entries whose number depends on when confirmations arrive, not on what was decided. */
const confirmations = new Set(["effect-done"]);

async function decisions(world: Parameters<typeof entryKinds>[0]) {
  const kinds = (await entryKinds(world)).filter((kind) => !confirmations.has(kind));
  // Two messages of one moment may be decided on in either order; what is decided may not differ.
  return [...kinds].sort();
}

it.each(Array.from({ length: 20 }, (_, index) => index + 1))(
  "five deliveries of every event, shuffled by up to forty minutes, change nothing (seed %i)",
  async (seed) => {
    const calm = mainJob();
    await serve(calm);
    const shuffled = mainJob({ seed, deliveries: 5, lateness: 40 * 60_000 });
    await serve(shuffled);

    expect(await decisions(shuffled)).toEqual(await decisions(calm));
    expect(await ending(shuffled)).toEqual(await ending(calm));
    expect(shuffled.sagemaker.counters.alerts.toSorted()).toEqual(calm.sagemaker.counters.alerts.toSorted());
  },
);

it("the whole run told again, in any order, adds nothing but observations", async () => {
  const world = mainJob();
  await serve(world);
  const before = { entryKinds: await entryKinds(world), ending: await ending(world) };

  for (const event of world.sent.toReversed()) world.send(event);
  await world.time.run(() => false, 60 * 60_000);

  expect({ entryKinds: await entryKinds(world), ending: await ending(world) }).toEqual(before);
});
