import type { OxlintConfig } from "oxlint";

type Override = NonNullable<OxlintConfig["overrides"]>[number];

/** The folders of packages/core/src from the bottom up: each may import those before it, and none after it. */
export const floors = [
  "stats",
  "vocabulary",
  "words",
  "schema",
  "routing",
  "costs",
  "monitor",
  "policy",
  "alerts",
  "idle",
  "events",
  "decider",
  "ledger",
  "replay",
  "experiments",
  "webhooks",
];

interface Pattern {
  readonly regex: string;
  readonly message: string;
}

interface Package {
  readonly name: string;
  readonly folder: string;
  /** The project's packages that it may import. */
  readonly mayImport: readonly string[];
  /** How the modules of others begin that it may not import. */
  readonly mayNotKnow: readonly string[];
}

const core: Package = {
  name: "core",
  folder: "packages/core/src",
  mayImport: [],
  mayNotKnow: ["@aws/", "@aws-sdk/", "@aws-lambda-powertools/", "@smithy/", "node:"],
};

const packages: readonly Package[] = [
  core,
  { name: "aws", folder: "packages/aws/src", mayImport: ["core"], mayNotKnow: [] },
  { name: "api", folder: "packages/api/src", mayImport: ["core"], mayNotKnow: ["@aws-sdk/"] },
  { name: "payloads", folder: "packages/payloads/src", mayImport: ["core"], mayNotKnow: ["@aws-sdk/"] },
  {
    name: "webhooks",
    folder: "packages/webhooks/src",
    mayImport: ["core", "payloads"],
    mayNotKnow: ["@aws-sdk/"],
  },
  { name: "cli", folder: "packages/cli/src", mayImport: ["core", "api", "aws", "payloads"], mayNotKnow: [] },
  {
    name: "analyzers",
    folder: "packages/analyzers/src",
    mayImport: ["core", "payloads", "cli"],
    mayNotKnow: [],
  },
  { name: "automl", folder: "packages/automl/src", mayImport: ["core"], mayNotKnow: ["@aws-sdk/"] },
  // It speaks to the HTTP API alone.
  {
    name: "console",
    folder: "packages/console/src",
    mayImport: [],
    mayNotKnow: ["@aws/", "@aws-sdk/", "hono"],
  },
  {
    name: "local",
    folder: "packages/local/src",
    mayImport: ["functions", "stacks", "console"],
    mayNotKnow: [],
  },
  {
    name: "functions",
    folder: "functions",
    mayImport: ["core", "aws", "api", "webhooks", "payloads"],
    mayNotKnow: [],
  },
  {
    name: "stacks",
    folder: "stacks",
    mayImport: ["core", "webhooks", "payloads", "console"],
    mayNotKnow: ["@aws-sdk/"],
  },
];

/** The linter's expressions know no lookahead: what may not be imported is written out. */
function packagePatterns({ name, mayImport, mayNotKnow }: Package): readonly Pattern[] {
  const others = packages.map((other) => other.name).filter((other) => !mayImport.includes(other));
  return [
    {
      regex: `^@driftwheel/(?:${[...others, "example-[a-z]+"].join("|")})/`,
      message: `Of the project's packages, ${name} may import ${mayImport.join(", ") || "none"}.`,
    },
    ...mayNotKnow.map((start) => ({
      regex: `^${start}`,
      message: `${name} may not import what begins with ${start}.`,
    })),
  ];
}

function floorPatterns(floor: string): readonly Pattern[] {
  const above = floors.slice(floors.indexOf(floor) + 1);
  const message = `${floor} may import the floors below it only: ${floors.join(" < ")}.`;
  return above.length > 0 ? [{ regex: `^(?:\\.\\./)+(?:${above.join("|")})/`, message }] : [];
}

function restricted(folder: string, patterns: readonly Pattern[]): Override {
  return {
    files: [`${folder}/**/*.{ts,tsx}`],
    excludeFiles: ["**/*.test.ts", "**/*.fixture.ts", "**/testing/**"],
    rules: { "no-restricted-imports": ["error", { patterns: [...patterns] }] },
  };
}

export default {
  plugins: ["typescript", "import", "promise"],
  categories: {},
  options: { typeAware: true },
  rules: {
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/await-thenable": "error",
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    "typescript/no-explicit-any": "error",
    // Two files that share a type only are as hard to move as two that share values.
    "import/no-cycle": ["error", { ignoreTypes: false }],
  },
  overrides: [
    ...packages.map((each) => restricted(each.folder, packagePatterns(each))),
    // A rule of a later override replaces that of an earlier one: a floor repeats what holds for all of core.
    ...floors.map((floor) =>
      restricted(`${core.folder}/${floor}`, [...packagePatterns(core), ...floorPatterns(floor)]),
    ),
    {
      files: ["packages/core/src/**/*.ts"],
      excludeFiles: ["**/*.test.ts"],
      rules: {
        "no-restricted-globals": [
          "error",
          "process",
          "fetch",
          "setTimeout",
          "setInterval",
          "performance",
          "crypto",
        ],
      },
    },
  ],
  ignorePatterns: [
    "node_modules",
    ".sst",
    "packages/core/assembly/*.ts",
    "packages/console/src/page/api/api-types.ts",
  ],
} satisfies OxlintConfig;
