import { readArguments } from "../runner/arguments.ts";
import { median } from "./median.ts";
import { onTwoCores } from "./on-two-cores.ts";
import { scenarios } from "./split/scenarios.ts";

const { values } = readArguments(
  {
    json: { type: "boolean", default: false },
    trials: { type: "string", default: "150" },
  },
  `npm run -s bench:split -- [--trials 150] [--json]

How often a trial is held for its split by mistake, and how soon a mismatch is found: twelve hours of seeded traffic, 200
requests a minute, a look every five minutes.`,
);
const trials = Number(values.trials);
const minutes = await onTwoCores<number | null>(
  new URL("split/worker.ts", import.meta.url),
  { trials },
  scenarios.length * trials,
  (done, all) => {
    if (process.stderr.isTTY) process.stderr.write(`\r  ${done} of ${all} trials `);
  },
);
const rows = scenarios.map(({ name, asAsked }, place) => {
  const held = minutes.slice(place * trials, (place + 1) * trials).filter((at) => at !== null);
  return {
    scenario: name,
    asAsked,
    trials,
    held: held.length,
    medianMinutes: held.length > 0 ? median(held) : null,
  };
});
if (values.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
else {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  console.table(rows);
}
