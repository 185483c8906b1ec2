import { describe, expect, it } from "vitest";
import { mutated } from "./options.ts";
import { fileReports, score, sumOf } from "./report.ts";
import { type Mutant, result } from "./result.ts";
import { table } from "./table.ts";

const source = `export function step(stage: string, at: number) {
  if (stage === "roll back" && at > 2) {
    return { kind: "rolled-back", because: \`Over at \${at}\${stage ? ", as asked" : ""}.\` };
  }
  return null;
}
`;

/** A mutant of the code that stands in the source once only. */
function mutant(mutatorName: string, code: string, replacement: string, status: Mutant["status"]) {
  const before = source.slice(0, source.indexOf(code)).split("\n");
  const lines = code.split("\n");
  const start = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  const end = {
    line: start.line + lines.length - 1,
    column: (lines.length === 1 ? start.column : 1) + (lines.at(-1)?.length ?? 0),
  };
  // Stryker says more of each; what is not read is not asked for.
  return { id: "1", mutatorName, replacement, status, static: false, location: { start, end } };
}

const sentence = source.slice(source.indexOf("`"), source.lastIndexOf("`") + 1);
const block = source.slice(source.indexOf("{\n    return"), source.indexOf("  return null"));

const found = result.parse({
  schemaVersion: "1.0",
  files: {
    "decider/step.ts": {
      language: "typescript",
      source,
      mutants: [
        mutant(
          "LogicalOperator",
          `stage === "roll back" && at > 2`,
          `stage === "roll back" || at > 2`,
          "Survived",
        ),
        mutant("StringLiteral", `"roll back"`, `""`, "NoCoverage"),
        mutant("EqualityOperator", "at > 2", "at >= 2", "Timeout"),
        mutant("StringLiteral", `"rolled-back"`, `""`, "Killed"),
        mutant("BlockStatement", block.trimEnd(), "{}", "RuntimeError"),
        mutant("StringLiteral", sentence, "``", "Survived"),
        mutant("StringLiteral", `", as asked"`, `""`, "Survived"),
        mutant("StringLiteral", `""`, `"Stryker was here!"`, "Survived"),
        mutant("ConditionalExpression", "stage ?", "false", "Survived"),
        mutant("ObjectLiteral", "null", "{}", "Ignored"),
      ],
    },
    "decider/all-well.ts": {
      source: "export const yes = true;\n",
      mutants: [
        {
          mutatorName: "BooleanLiteral",
          replacement: "false",
          status: "Killed",
          location: { start: { line: 1, column: 20 }, end: { line: 1, column: 24 } },
        },
      ],
    },
    "decider/types-only.ts": { source: "export type Yes = true;\n", mutants: [] },
  },
});
const files = fileReports(found);

describe("the report of the mutants", () => {
  it("counts what never ended or never loaded as killed, and what no test ran as survived", () => {
    expect(sumOf(files)).toEqual({
      mutants: 7,
      killed: 4,
      survived: [
        {
          file: "decider/step.ts",
          line: 2,
          mutation: `LogicalOperator: stage === "roll back" && at > 2 -> stage === "roll back" || at > 2`,
        },
        { file: "decider/step.ts", line: 2, mutation: `StringLiteral: "roll back" -> ""` },
        { file: "decider/step.ts", line: 3, mutation: "ConditionalExpression: stage ? -> false" },
      ],
    });
  });

  it("leaves out words of sentences, and keeps what chooses them, what is compared and what is a kind", () => {
    const mutations = files.flatMap(({ survived }) => survived.map(({ mutation }) => mutation));
    expect(mutations.filter((mutation) => mutation.startsWith("StringLiteral"))).toEqual([
      `StringLiteral: "roll back" -> ""`,
    ]);
    expect(mutations).toContain("ConditionalExpression: stage ? -> false");
  });

  it("is a line a file and then the survivors, for people", () => {
    expect(table(files)).toMatchInlineSnapshot(`
      "file                 mutants   killed    score
      decider/all-well.ts        1        1   100.0%
      decider/step.ts            6        3    50.0%
      all                        7        4    57.1%

      decider/step.ts:2
          LogicalOperator: stage === "roll back" && at > 2 -> stage === "roll back" || at > 2
      decider/step.ts:2
          StringLiteral: "roll back" -> ""
      decider/step.ts:3
          ConditionalExpression: stage ? -> false
      "
    `);
  });

  it("knows the score of nothing at all", () => {
    expect(score({ mutants: 0, killed: 0, survived: [] })).toBe(1);
  });
});

describe("what is mutated", () => {
  it("is the decider without what tests it and without plumbing, or what is named of it", () => {
    const never = mutated([]).slice(1);
    expect(mutated([])[0]).toBe("packages/core/src/decider/**/*.ts");
    expect(never).toContain("!packages/core/src/decider/handle.ts");
    expect(mutated(["./packages/core/src/decider/drift/", "packages/core/src/decider/sweep.ts"])).toEqual([
      "packages/core/src/decider/drift/**/*.ts",
      "packages/core/src/decider/sweep.ts",
      ...never,
    ]);
  });
});
