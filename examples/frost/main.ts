import { parseArgs } from "node:util";
import { ledgerFile } from "@driftwheel/cli/ledger/ledger-source.ts";
import { runMainJob } from "./run/main-job.ts";
import { forPeople, ledgerLines } from "./run/progress.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    "no-drift": { type: "boolean", default: false },
    fleet: { type: "string" },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (values.help) {
  console.log(`npm start                 drift, retraining, rollout: the whole loop on this machine
npm start -- --json       prints the ledger alone, one entry a line
npm start -- --no-drift   serves Seattle throughout: nothing must happen
npm start -- --fleet examples/frost/approval.config.ts
                          another fleet than driftwheel.config.ts: here a person approves`);
} else {
  const progress = values.json ? ledgerLines(process.stdout) : forPeople(process.stdout, Date.now());
  const failure = await runMainJob({
    drift: !values["no-drift"],
    progress,
    ledgerFile,
    ...(values.fleet === undefined ? {} : { fleet: values.fleet }),
  }).catch((error: unknown) => {
    progress.end();
    console.error(error);
    return "The run broke off.";
  });
  if (failure !== null) {
    console.error(failure);
    process.exitCode = 1;
  }
}
