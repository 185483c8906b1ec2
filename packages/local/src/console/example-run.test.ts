import { afterEach, expect, it } from "vitest";
import { type ExampleRun, exampleRun } from "./example-run.ts";

let run: ExampleRun | null = null;
afterEach(async () => await run?.close());

/** A program of its own that does this. */
function programThat(does: string, impossible: string | null = null): ExampleRun {
  run = exampleRun({
    program: ["-e", does, "--"],
    url: "http://127.0.0.1:4566",
    fleet: "/fleets/own.config.ts",
    impossible,
  });
  return run;
}

it("is told where the server is and which fleet it has, and ends as it should", async () => {
  const example = programThat(`console.log(process.argv.slice(1).join(" "), process.env.DRIFTWHEEL_FLEET)`);
  expect(example.state()).toEqual({ state: "ready" });
  expect(example.start()).toBe(true);
  expect(example.state()).toEqual({ state: "running", lines: [] });
  await expect.poll(() => example.state()).toMatchObject({ state: "ended", failure: null });
  expect(example.state()).toMatchObject({
    lines: ["--endpoint-url http://127.0.0.1:4566 /fleets/own.config.ts"],
  });
  expect(example.start()).toBe(false);
});

it("keeps the end of what it says, and tells why it failed in its own last words", async () => {
  const example = programThat(
    `for (let line = 1; line <= 501; line += 1) console.log(line); console.error("It was here before."); process.exitCode = 1`,
  );
  example.start();
  await expect.poll(() => example.state()).toMatchObject({ state: "ended", failure: "It was here before." });
  const { lines } = example.state() as { readonly lines: readonly string[] }; // it has ended
  expect([lines.length, lines[0], lines.at(-1)]).toEqual([500, "2", "501"]);
});

it("ends with the server, by its process id", async () => {
  const example = programThat(`console.log(process.pid); setInterval(() => {}, 1_000)`);
  example.start();
  await expect.poll(() => example.state()).toMatchObject({ lines: [expect.stringMatching(/^\d+$/)] });
  const { lines } = example.state() as { readonly lines: readonly string[] }; // it runs
  await example.close();
  expect(() => process.kill(Number(lines[0]), 0)).toThrow("ESRCH");
  await expect.poll(() => example.state()).toMatchObject({ state: "ended", failure: "It ended by SIGTERM." });
});

it("is not started where it cannot be, and says why", () => {
  const example = programThat("", "There is no frost.");
  expect(example.start()).toBe(false);
  expect(example.state()).toEqual({ state: "impossible", why: "There is no frost." });
});
