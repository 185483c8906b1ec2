import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { faultKinds } from "./faults/frequencies.ts";
import { invariants } from "./invariants/all.ts";
import { comparisons } from "./invariants/passing.ts";

const page = await readFile(join(import.meta.dirname, "../../docs/concepts/promises.md"), "utf8");
/** Lines break where they are full. */
const text = page.replaceAll(/\s+/g, " ");

it.each([...invariants, ...comparisons])("the page of promises has $name in words", ({ name, promise }) => {
  expect(text).toContain(`| ${promise} | \`${name}\` |`);
});

it("it promises nothing that no invariant holds", () => {
  const named = [...page.matchAll(/^\| .* \| `([a-z-]+)` \|$/gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual([...invariants, ...comparisons].map(({ name }) => name).toSorted());
});

it.each(faultKinds)("it says what the fault %s is", (kind) => {
  expect(text).toContain(`\`${kind}\``);
});
