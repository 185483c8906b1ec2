import { costOfFunctions } from "../../costs/cost-of-functions.ts";
import { costOfUsage } from "../../costs/cost-of-usage.ts";
import { inDollars } from "../../costs/money.ts";
import { publishedOf } from "../../costs/price-table.ts";
import { shippedPrices } from "../../costs/shipped-prices.ts";
import { recordsCosts } from "../../policy/costs/costs-of-fleet.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import type { FunctionTimesFact } from "../../vocabulary/costs.ts";
import type { Facts, Question } from "../../vocabulary/fact.ts";
import type { Swept } from "../../vocabulary/signal.ts";
import type { State } from "../../vocabulary/state.ts";
import { listed } from "../../words/listed.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { endOfMonth, nextMonth } from "./months.ts";

/** CloudWatch knows a month's values in full by then. */
const settledAfter = 3_600_000;
/** So long after its end it is asked what a month cost; then what is not known stays so. */
const readWithin = 86_400_000;
const mostReasons = 3;

/** The functions that watch: what they cost is the monitoring's. */
const watching: ReadonlySet<string> = new Set(["monitor", "quality"]);

/** The oldest month that is over and of which it is not written down what it cost; null while there is none. */
function openMonth({ upkeep }: State, now: Date): string | null {
  const month = upkeep.recorded === null ? null : nextMonth(upkeep.recorded);
  return month !== null && now.getTime() >= endOfMonth(month) + settledAfter ? month : null;
}

/** What Driftwheel's functions ran in a month that is over, one month at a time. */
export function questionsOfUpkeep(
  state: State,
  { at }: Pick<Swept, "at">,
  policy: ModelPolicy,
): readonly Question[] {
  if (!recordsCosts(policy)) return [];
  const month = openMonth(state, new Date(at));
  return month === null ? [] : [{ ask: "functionTimes", month }];
}

/** Writes down what it cost in a month to run Driftwheel for the model, and to watch it. */
export function recordUpkeep(
  pending: PendingEntries,
  { functionTimes: fact }: Facts,
  policy: ModelPolicy,
): void {
  const month = openMonth(pending.state, pending.now);
  if (!recordsCosts(policy) || !fact || fact.month !== month) return;
  const overdue = pending.now.getTime() > endOfMonth(month) + readWithin;
  if (fact.unread !== null && !overdue) return;
  const { costs } = policy;
  const had = pending.state.upkeep.months[month] ?? { rows: 0, jobs: [], joined: 0 };
  const functions = costOfFunctions(fact.functions, sharesOf(fact, had.rows, policy), fact.region, costs);
  const used = had.jobs.map(({ instanceType, instanceSeconds, gigabyteSeconds }) => ({
    ...{ by: "Model Monitor", use: "processing" as const, instanceType, count: 1, seconds: instanceSeconds },
    ...(gigabyteSeconds > 0 ? { volume: { gigabytes: gigabyteSeconds, seconds: 1 } } : {}),
  }));
  const jobs = costOfUsage(used, fact.region, costs);
  const items = jobs.items.map((item) => ({
    ...item,
    count: had.jobs.find(({ instanceType }) => instanceType === item.instanceType)?.runs ?? item.count,
  }));
  const sum = (its: typeof functions) => its.reduce((all, { micros }) => all + (micros ?? 0), 0);
  const monitoring = jobs.micros + sum(functions.filter(({ name }) => watching.has(name)));
  const own = sum(functions.filter(({ name }) => !watching.has(name)));
  const unknown = [
    ...(fact.unread === null ? [] : [`what functions ran: ${fact.unread}`]),
    ...(fact.unread === null && functions.length === 0 ? ["AWS tells of no run of a function"] : []),
    ...unpriced(functions, fact.region),
    ...jobs.unpriced,
    ...jobs.unknownVolumes,
    ...unheard(had, policy),
  ];
  const published = publishedOf(fact.region, costs?.prices ?? shippedPrices);
  const ran = functions.length + items.length > 0;
  pending.write(
    "upkeep-recorded",
    `In ${month} Driftwheel's own functions cost ${inDollars(own)} for the model, and its monitoring ${inDollars(monitoring)}${
      unknown.length > 0 ? `. Not all is known: ${listed(unknown, mostReasons)}` : ""
    }.`,
    {
      ...{ month, micros: own + monitoring, monitoring, functions, items },
      ...(jobs.volumes.length > 0 ? { volumes: jobs.volumes } : {}),
      unknown,
      prices: ran ? { region: fact.region, published } : null,
    },
  );
}

/**
 * AWS tells how long a function ran, and not for whom. Each model has an equal share of the functions that work for it, but
 * of the monitor one by the rows that it read for it.
 */
function sharesOf(
  { models, rows }: FunctionTimesFact,
  own: number,
  { drift, quality }: ModelPolicy,
): (name: string) => number {
  const equal = (of: number) => (of > 0 ? 1 / of : 0);
  return (name) => {
    switch (name) {
      case "monitor":
        if (drift.monitor !== "driftwheel") return 0;
        return rows !== null && rows > 0 ? Math.min(1, own / rows) : equal(models.watched);
      case "quality":
        return quality ? equal(models.judged) : 0;
      default:
        return equal(models.all);
    }
  };
}

function unpriced(functions: ReturnType<typeof costOfFunctions>, region: string | null): readonly string[] {
  const architectures = functions
    .filter(({ micros }) => micros === null)
    .map(({ architecture }) => architecture);
  return [...new Set(architectures)].map(
    (architecture) => `the price of Lambda on ${architecture} in ${region ?? "its region"} is not known`,
  );
}

/** What Model Monitor ran that no event tells of, or that was not written down. */
function unheard(
  { jobs, joined }: State["upkeep"]["months"][string],
  { drift }: ModelPolicy,
): readonly string[] {
  if (drift.monitor !== "model-monitor") return [];
  if (jobs.length === 0) return ["what Model Monitor's jobs ran is not written down"];
  return joined > 0 ? [`what the jobs ran that join ground truth, ${joined} of them`] : [];
}
