import { readFileSync } from "node:fs";
import { join } from "node:path";
import { plainBody, versionBody } from "@driftwheel/api/schemas/command.ts";
import { apiRoutes } from "@driftwheel/stacks/http/api-routes.ts";
import { describe, expect, it } from "vitest";
import { guides, root, spansOf } from "./blocks.ts";
import { commands, wordsOf } from "./shell.ts";

const { paths } = JSON.parse(readFileSync(join(root, "docs/reference/openapi.json"), "utf8")) as {
  paths: Record<string, object>;
};
/** What the document describes, and the webhooks of others, which it leaves out. */
const routes = [
  ...Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  ),
  ...apiRoutes
    .filter(({ path }) => path.startsWith("/hooks/"))
    .map(({ method, path }) => `${method} ${path}`),
];
const templates = routes.map((route) => new RegExp(`^${route.replaceAll(/\{\w+\}/g, "[^/]+")}$`));

const curls = commands.filter(({ line }) => line.startsWith("curl "));
const requests = [...new Set(guides.flatMap(spansOf))].filter((span) => /^(GET|POST) \/\S*$/.test(span));

/** The word after an option; undefined where the option is not there. */
const valueAfter = (words: readonly string[], option: string) =>
  words.includes(option) ? words[words.indexOf(option) + 1] : undefined;

describe("the requests of the guides", () => {
  it("are there", () => {
    expect(curls.length).toBeGreaterThanOrEqual(5);
    expect(requests.length).toBeGreaterThanOrEqual(10);
  });

  it.each(curls)("go to a route that there is: $line", ({ line }) => {
    const words = wordsOf(line);
    const body = valueAfter(words, "-d");
    const address = words.find((word) => /^\$(DRIFTWHEEL_API_URL|LINK\b)/.test(word)) ?? "";
    const path = address.replace("$DRIFTWHEEL_API_URL", "").replace("$LINK", "/links/token");
    const method = valueAfter(words, "-X") ?? (body === undefined ? "GET" : "POST");
    expect(templates.some((template) => template.test(`${method} ${path}`))).toBe(true);
    if (body === undefined || !path.startsWith("/models/")) return;
    const schema = "version" in JSON.parse(body) ? versionBody : plainBody;
    expect(schema.parse(JSON.parse(body))).toEqual(JSON.parse(body));
    expect(line).toContain("Idempotency-Key: ");
  });

  it.each(requests)("are routes that there are: %s", (request) => {
    expect(routes).toContain(request);
  });
});
