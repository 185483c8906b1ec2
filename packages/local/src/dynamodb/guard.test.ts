import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { guarded } from "./guard.ts";

// Vitest has listeners of its own for what nobody catches, so what is thrown late is seen in another process.
const script = `
import { guarded } from ${JSON.stringify(new URL("./guard.ts", import.meta.url).href)};
const log = (line) => console.log(line.split("\\n")[0]);
for (let time = 0; time < 2; time++) {
  const reply = await guarded(log, () => setImmediate(() => { throw new Error("long after"); }));
  console.log(reply.status, JSON.parse(reply.text).__type);
}
setTimeout(() => { throw new Error("of nobody's request"); });
`;

it("a request that breaks long after it was taken is answered, and the process goes on; all else ends it", () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
  });
  const broke = ["dynamodb broke: Error: long after", "500 com.amazon.coral.service#InternalServerError"];
  expect(stdout.trim().split("\n")).toEqual([...broke, ...broke]);
  expect(stderr).toContain("Error: of nobody's request");
  expect(status).toBe(1);
});

it("a request that breaks at once is answered, too", async () => {
  const lines: string[] = [];
  const { status } = await guarded(
    (line) => lines.push(line),
    () => {
      throw new Error("at once");
    },
  );
  expect(status).toBe(500);
  expect(lines[0]).toContain("at once");
});
