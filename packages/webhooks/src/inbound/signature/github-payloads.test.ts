import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { verify } from "./verify.ts";

interface Event {
  readonly name: string;
  readonly examples: readonly object[];
}

const secret = "octo-7b1d09c4e3f2a865";
const read = new Set(["push", "workflow_run", "release", "ping"]);

const require = createRequire(import.meta.url);

/** GitHub's own collection: payloads of every event, of github.com and of an Enterprise Server. */
describe.each([
  ["github.com", require.resolve("@octokit/webhooks-examples/api.github.com/index.json")],
  ["an Enterprise Server", require.resolve("@octokit/webhooks-examples/ghes-35/index.json")],
])("the payloads that %s sends", (_, path) => {
  const events: readonly Event[] = JSON.parse(readFileSync(path, "utf8"));
  const payloads = events.flatMap(({ name, examples }) => examples.map((example) => ({ name, example })));
  const verified = (name: string, example: object) => {
    const body = Buffer.from(JSON.stringify(example));
    const headers = {
      "x-github-event": name,
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    };
    return verify({ headers, body }, { name: "github" }, [secret], new Date(0));
  };

  it("are all verified, whatever the event is called", () => {
    expect(payloads.length).toBeGreaterThan(100);
    const refused = payloads.filter(({ name, example }) => !verified(name, example).ok);
    expect(refused.map(({ name }) => name)).toEqual([]);
  });

  it("are of an event that is read where their name says so, and of none elsewhere", () => {
    const vouched = payloads.map(({ name, example }) => {
      const answer = verified(name, example);
      return [name, answer.ok ? (answer.headers["x-github-event"] ?? null) : "refused"];
    });
    expect(vouched).toEqual(payloads.map(({ name }) => [name, read.has(name) ? name : null]));
  });

  it("are refused under the name of another event that is read", () => {
    const taken = payloads.flatMap(({ name, example }) =>
      [...read]
        .filter((other) => other !== name && verified(other, example).ok)
        .map((other) => [name, other]),
    );
    expect(taken).toEqual([]);
  });
});
