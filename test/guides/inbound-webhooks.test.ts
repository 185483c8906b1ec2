import { execFileSync } from "node:child_process";
import { runInNewContext } from "node:vm";
import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { FleetInput } from "@driftwheel/core/policy/policy.ts";
import { frostPolicy } from "@driftwheel/example-frost/policy.ts";
import { hookFleet } from "@driftwheel/functions/hooks/testing/hook-fleet.ts";
import { runHook } from "@driftwheel/functions/hooks/testing/run-hook.ts";
import { brokenHookExpressions } from "@driftwheel/payloads/fleet-expressions.ts";
import type { PayloadTwo } from "@driftwheel/webhooks/inbound/request/lambda-request.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { blocksOfGuide, guide } from "./blocks.ts";

const [tides] = Object.values(hookFleet.models);
if (!tides) throw new Error("the fleet is empty");
const secret = "whsec_dGhlIHNlY3JldCBvZiB0aGUgZ3VpZGUsIGluIGJhc2U2NA==";

/** The script of the guide, with a curl that tells what it was asked to send. */
function sent(name: string, source: string): PayloadTwo {
  const [script] = blocksOfGuide("inbound-webhooks", `sh ${name}`);
  const told = execFileSync(
    "bash",
    ["-euo", "pipefail", "-c", `curl() { printf '%s\\0' "$@"; }\n${script?.code}`],
    {
      env: { PATH: process.env.PATH, SECRET: secret, URL: `https://api.example.com/hooks/${source}` },
    },
  );
  const words = told.toString().split("\0");
  const valuesAfter = (option: string) =>
    words.flatMap((word, place) => (word === option ? [words[place + 1] ?? ""] : []));
  const headers = Object.fromEntries(
    valuesAfter("-H").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
  );
  return { pathParameters: { source }, headers, body: valuesAfter("--data-binary")[0] };
}

beforeEach(() => {
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("the guide to inbound webhooks", () => {
  it.each([
    ["standard-webhooks", "lake", undefined],
    ["hmac", "labels", { header: "x-signature", encoding: "hex", prefix: "sha256=" }],
  ] as const)("signs by %s in a shell as it is verified here", async (scheme, source, signature) => {
    const rules = [{ signal: "retrain" as const, model: "tides" }];
    const hook = { scheme, secret: "/guide", rules, ...(signature ? { signature } : {}) };
    const running = runHook(new Date(), { models: { tides }, hooks: { [source]: hook } });
    running.memory.secrets.set("/guide", [secret]);
    const request = sent(scheme, source);

    expect(await running.send(request)).toMatchObject({ statusCode: 202, body: '{"result":"taken"}' });
    expect((await running.send({ ...request, body: `${request.body} ` })).statusCode).toBe(401);
  });

  it("shows hooks that a fleet may have", async () => {
    const [whole = "", ...parts] = blocksOfGuide(
      "inbound-webhooks",
      "ts fleet outline",
      "ts fleet hooks",
    ).map(({ code }) => code);
    const hooks: object = runInNewContext(`({ ${parts.join("\n")} })`);
    const shown: { readonly hooks: object } = runInNewContext(
      whole.replace("export default defineFleet(", "(").replace("frostPolicy", "null"),
    );
    // What a person copies into the file is checked there.
    const input = { models: { frost: frostPolicy }, hooks: { ...shown.hooks, ...hooks } } as FleetInput;
    const fleet = defineFleet(structuredClone(input));

    expect(Object.keys(fleet.hooks ?? {})).toEqual(["lake", "github", "registry", "labels", "watcher"]);
    for (const [source, hook] of Object.entries(fleet.hooks ?? {})) {
      expect(await brokenHookExpressions(source, hook)).toEqual([]);
    }
  });

  it("names every answer that a request can get", () => {
    const statuses = [...guide("inbound-webhooks").matchAll(/^\| (\d{3}) /gm)].map(([, status]) =>
      Number(status),
    );
    expect([...new Set(statuses)].sort((one, other) => one - other)).toEqual([
      200, 202, 401, 403, 413, 415, 422, 500, 503,
    ]);
  });
});
