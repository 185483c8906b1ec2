import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createConfig, lint } from "@redocly/openapi-core";
import { describe, expect, it } from "vitest";
import { documentText } from "./document-text.ts";

const path = fileURLToPath(new URL("../../../docs/reference/openapi.json", import.meta.url));

describe("docs/reference/openapi.json", () => {
  it("is what the app says of itself", async () => {
    const written = JSON.parse(await readFile(path, "utf8"));
    // Stale? npm run api:document
    expect(written).toEqual(JSON.parse(documentText()));
  });

  it("has no error and no warning by Redocly's recommended rules", async () => {
    const config = await createConfig({ extends: ["recommended"] });
    const problems = await lint({ ref: path, config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    );
  });

  it("has a description and an example for every parameter", () => {
    const document = JSON.parse(documentText());
    const parameters = Object.values<Record<string, { parameters?: object[] }>>(document.paths)
      .flatMap((operations) => Object.values(operations))
      .flatMap((operation) => operation.parameters ?? []);
    expect(parameters.length).toBeGreaterThan(20);
    for (const parameter of parameters) {
      expect(parameter).toHaveProperty("schema");
      expect(JSON.stringify(parameter)).toMatch(/"(description|\$ref)":/);
    }
  });
});
