import { readArguments } from "../runner/arguments.ts";
import { campaign, storyOf } from "./campaign.ts";
import { drawPlan } from "./faults/draw-plan.ts";
import { judge } from "./judge.ts";

const usage = `npm run -s test:campaign -- [--runs 500] [--seed <number>] [--shrink] [--json]
npm run -s test:campaign -- --run <seed> [--shrink]`;

const { values } = readArguments(
  {
    runs: { type: "string", default: "500" },
    seed: { type: "string" },
    run: { type: "string" },
    shrink: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
  usage,
);

if (values.run !== undefined) await replay(whole("run", values.run), values.shrink);
else await runAll(whole("runs", values.runs), whole("seed", values.seed ?? String(Date.now())));

async function replay(seed: number, shrinks: boolean): Promise<void> {
  const [first] = (await judge(drawPlan(seed))).broken;
  console.log(await storyOf(seed, shrinks && first ? first.invariant : null));
  if (first) process.exitCode = 1;
}

async function runAll(runs: number, seed: number): Promise<void> {
  if (!values.json) console.log(`Seed ${seed}`);
  else if (values.seed === undefined) console.error(`Seed ${seed}`);
  const report = await campaign({ runs, seed }, { shrinks: values.shrink, progress: progress() });
  if (report.violations.length > 0) process.exitCode = 1;
  if (values.json) {
    console.log(JSON.stringify(report, null, 2));
    return;
  }
  const { violations, faults, retrained, waited, ends, seconds } = report;
  for (const { story } of violations) if (story) console.log(`${story}\n`);
  console.log(`${report.runs} runs in ${seconds} s`);
  console.log(`Faults met: ${inWords(faults)}`);
  console.log(`Retrained by: ${inWords(retrained)}`);
  console.log(`Waiting for data: ${inWords(waited)}`);
  console.log(`Ends: ${inWords(ends)}`);
  console.log(`Violations: ${violations.length}`);
  for (const { seed: of, invariant } of violations) console.log(`  ${invariant}: --run ${of} --shrink`);
}

function inWords(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");
}

function whole(name: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  console.error(`--${name} is ${JSON.stringify(text)}: must be a whole number.\n${usage}`);
  process.exit(2);
}

/** A line on stderr now and then, once it has taken two seconds. */
function progress(): (share: number) => void {
  const began = performance.now();
  let told = 0;
  return (share) => {
    const seconds = (performance.now() - began) / 1000;
    if (seconds < 2 || (seconds - told < 5 && share < 1)) return;
    told = seconds;
    process.stderr.write(`  ${Math.floor(share * 100)}% after ${Math.round(seconds)} s\n`);
  };
}
