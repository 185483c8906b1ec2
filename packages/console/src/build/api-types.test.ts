import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { apiTypesText } from "./api-types.ts";

it("the page's types are those of the API's document: npm run console:types", async () => {
  const kept = readFileSync(new URL("../page/api/api-types.ts", import.meta.url), "utf8");
  expect(kept).toBe(await apiTypesText());
});
