import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { expect, it } from "vitest";
import { guarded } from "./guard.ts";

// Vitest has listeners of its own for what nobody catches, so what is thrown late is seen in another process.
const script = `
import { createServer } from "node:http";
import { guarded } from ${JSON.stringify(new URL("./guard.ts", import.meta.url).href)};
const run = guarded((line) => console.log(line.split("\\n")[0]));
const server = createServer((request, response) =>
  run(response, () => setImmediate(() => { throw new Error("long after"); })),
);
server.listen(0, "127.0.0.1", async () => {
  for (let time = 0; time < 2; time++) {
    const answer = await fetch("http://127.0.0.1:" + server.address().port);
    console.log(answer.status, (await answer.json()).__type);
  }
  server.close();
  setTimeout(() => { throw new Error("of nobody's request"); });
});
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
  const run = guarded(() => {});
  const server = createServer((_, response) =>
    run(response, () => {
      throw new Error("at once");
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const answer = await fetch(`http://127.0.0.1:${port}`);
  expect(answer.status).toBe(500);
  await answer.body?.cancel();
  server.closeAllConnections();
  server.close();
});
