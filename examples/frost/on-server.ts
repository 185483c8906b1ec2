import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ledgerFile } from "@driftwheel/cli/ledger/ledger-source.ts";
import { forPeople } from "@driftwheel/example-shared/run/progress.ts";
import { runOnServer } from "./run/on-server.ts";

/** The main job against a small AWS that runs already: what the page of `npm run local` starts, with `--endpoint-url`. */
const { values } = parseArgs({
  options: { "endpoint-url": { type: "string", default: "http://127.0.0.1:4566" } },
});
const failure = await runOnServer({
  url: values["endpoint-url"],
  region: "us-east-1",
  fleet:
    process.env.DRIFTWHEEL_FLEET ?? fileURLToPath(new URL("../../driftwheel.config.ts", import.meta.url)),
  drift: true,
  progress: forPeople(process.stdout, Date.now()),
  ledgerFile,
});
if (failure !== null) {
  console.error(failure);
  process.exitCode = 1;
}
