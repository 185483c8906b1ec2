import { defaultFleet } from "@driftwheel/cli/context/fleet.ts";
import { names, places } from "@driftwheel/example-frost/names.ts";
import type { Answers } from "./answers.ts";
import { exampleFleetText } from "./example-fleet-text.ts";
import { fleetText, inventedRole } from "./fleet-text.ts";
import { readmeText } from "./readme-text.ts";

/** Files of a new folder, by their paths in it. */
export type Files = Readonly<Record<string, string>>;

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

/** What the example is called, and where it pretends to be. */
export const exampleAnswers: Answers = {
  model: "frost",
  endpoint: names.endpoint,
  packageGroup: names.packageGroup,
  pipeline: names.pipeline,
  region: "us-east-1",
  capture: places.capture,
  role: names.role,
};

/** @param app what SST calls the app: the folder's name */
export function filesOf(answers: Answers, app: string, isExample: boolean): Files {
  return {
    [defaultFleet]: isExample ? exampleFleetText : fleetText(answers),
    "deployment.production.json": json({
      executionRoles: [answers.role ?? inventedRole],
      alerts: { page: [], notify: [] },
      ...(isExample ? { reports: [`s3://${names.bucket}/pipeline`] } : {}),
    }),
    "sst.config.ts": sstConfigText(app, answers.region),
    "tsconfig.json": tsconfigText,
    ".github/workflows/driftwheel.yml": workflowText,
    ".gitignore": "node_modules/\n.sst/\n.driftwheel/\n",
    "README.md": readmeText(answers, isExample),
  };
}

function sstConfigText(app: string, region: string): string {
  return `/// <reference path="./.sst/platform/config.d.ts" />

export default $config({
  app(input) {
    const production = input?.stage === "production";
    return {
      name: ${JSON.stringify(app)},
      home: "aws",
      // The ledger outlives a stage that is removed.
      removal: production ? "retain" : "remove",
      protect: production,
      providers: { aws: { region: ${JSON.stringify(region)} } },
    };
  },
  async run() {
    const { Driftwheel, settingsOfStage } = await import("driftwheel/sst");
    // An account and region has one in each stage: a fleet holds as many models as you like.
    const ops = new Driftwheel("Ops", { fleet: "./${defaultFleet}", ...settingsOfStage() });
    return { api: ops.api, ledger: ops.ledger };
  },
});
`;
}

const tsconfigText = `{
  "compilerOptions": {
    "target": "es2024",
    "module": "preserve",
    "types": [],
    "strict": true,
    "noEmit": true,
    "skipLibCheck": true
  },
  // Its types come with SST's platform, which "npx sst install" fetches.
  "exclude": ["node_modules", ".sst", "sst.config.ts"]
}
`;

const workflowText = `# What every change of the fleet must pass. Deploy with "npx sst deploy --stage production", here or by hand.
name: driftwheel
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 24
      - run: npm ci
      - run: npx driftwheel check
`;
