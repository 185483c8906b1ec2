import { inWords } from "../../words/duration.ts";
import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import { repeated, type Section } from "./section.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
/**
 * Periods below a minute for which both CloudWatch has a slot (1, 5, 10, 20, 30 seconds) and SageMaker a value (every 10
 * seconds at most). https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MetricsConfig.html
 */
const shortPeriods = [10 * second, 20 * second, 30 * second];
/** CloudWatch keeps values of less than a minute for so long: API_GetMetricStatistics. */
const shortPeriodsKept = 3 * hour;

/** What cannot work of how a challenger is tried. */
export function rolloutFaults({ rollout }: Pick<ModelPolicy, "rollout">, section: Section): readonly Fault[] {
  return [
    ...rampFaults(rollout, section),
    ...periodFaults(rollout, section),
    ...deadlineFaults(rollout, section),
    ...endpointFaults(rollout, section),
  ];
}

type Rollout = ModelPolicy["rollout"];

function rampFaults({ ramp }: Rollout, section: Section): readonly Fault[] {
  const [first = 1] = ramp;
  if (first >= 1 || (ramp.at(-1) ?? 0) > 1) return [];
  const percent = ramp.map((share) => Math.min(99, Math.round(share * 10_000) / 100));
  return [
    section.fault(
      ["rollout", "ramp"],
      `shares are in percent, so ${first} is ${first}%, not ${percent[0]}%`,
      {
        remedy: `write ramp: [${percent.join(", ")}]`,
      },
    ),
  ];
}

function periodFaults({ period, lookEvery, metricLag }: Rollout, section: Section): readonly Fault[] {
  const faults: Fault[] = [];
  const has = period < minute ? shortPeriods.includes(period) : period % minute === 0;
  if (!has) {
    const right =
      period < minute
        ? (shortPeriods.find((short) => short > period) ?? minute)
        : Math.ceil(period / minute) * minute;
    faults.push(
      section.fault(
        ["rollout", "period"],
        "CloudWatch has no such period of an endpoint's metrics: there are 10, 20 and 30 seconds (with enhanced metrics) and whole minutes",
        { remedy: `write period: "${inWords(right)}"` },
      ),
    );
  }
  if (period > lookEvery) {
    const isOwn = section.wrote(["rollout", "period"]);
    faults.push(
      section.fault(
        ["rollout", isOwn ? "period" : "lookEvery"],
        isOwn
          ? `must not be longer than lookEvery (${inWords(lookEvery)}): a look reads complete periods only`
          : `must not be shorter than period (${inWords(period)} by default): a look reads complete periods only`,
        {
          remedy: isOwn
            ? `write period: "${inWords(nearestPeriod(lookEvery))}"`
            : `write lookEvery: "${inWords(period)}" or more`,
        },
      ),
    );
  }
  if (period < minute && lookEvery + metricLag > shortPeriodsKept) {
    faults.push(
      section.fault(
        ["rollout", "period"],
        "CloudWatch keeps values of less than a minute for 3 hours, and the looks are further apart",
        {
          remedy: 'write period: "1 minute"',
        },
      ),
    );
  }
  return faults;
}

function nearestPeriod(longest: number): number {
  if (longest >= minute) return minute;
  return shortPeriods.findLast((short) => short <= longest) ?? 10 * second;
}

function deadlineFaults(
  { ramp, deadline, lookEvery, period, metricLag, bake }: Rollout,
  section: Section,
): readonly Fault[] {
  const faults: Fault[] = [];
  const firstLook = lookEvery + period + metricLag;
  const allSteps = ramp.length * lookEvery;
  const told = { byDefault: inWords(deadline) };
  if (deadline < lookEvery) {
    faults.push(
      section.fault(
        ["rollout", "deadline"],
        `must not be shorter than lookEvery (${inWords(lookEvery)}): nothing would ever be looked at`,
        {
          ...told,
          remedy: `write deadline: "${inWords(10 * firstLook)}"`,
        },
      ),
    );
  } else if (deadline < firstLook) {
    faults.push(
      section.fault(
        ["rollout", "deadline"],
        `must not be shorter than lookEvery, period and metricLag together (${inWords(firstLook)}): the first look would come too late`,
        {
          ...told,
          remedy: `write deadline: "${inWords(10 * firstLook)}"`,
        },
      ),
    );
  } else if (deadline < allSteps) {
    faults.push(
      section.fault(
        ["rollout", "deadline"],
        `must leave each of the ramp's ${ramp.length} steps a look, which takes ${inWords(allSteps)}`,
        {
          ...told,
          remedy: `write deadline: "${inWords(2 * allSteps)}", or fewer steps`,
        },
      ),
    );
  }
  if (bake !== undefined && bake.for < lookEvery) {
    faults.push(
      section.fault(
        ["rollout", "bake", "for"],
        `must not be shorter than lookEvery (${inWords(lookEvery)}): a bake without a look watches nothing`,
        {
          remedy: `write for: "${inWords(Math.max(hour, 10 * lookEvery))}"`,
        },
      ),
    );
  }
  return faults;
}

function endpointFaults(
  { pollEvery, changeDeadline, stableFor, deadline, lookEvery, guards }: Rollout,
  section: Section,
): readonly Fault[] {
  const faults: Fault[] = [];
  if (pollEvery % second !== 0) {
    faults.push(
      section.fault(
        ["rollout", "pollEvery"],
        "must be whole seconds, which is what a durable function can wait",
        { remedy: 'write pollEvery: "30 seconds"' },
      ),
    );
  }
  if (pollEvery > changeDeadline) {
    const own = section.wrote(["rollout", "pollEvery"]) ? "pollEvery" : "changeDeadline";
    const problem =
      own === "pollEvery"
        ? `must not be longer than changeDeadline (${inWords(changeDeadline)}): no change would be seen to end in time`
        : `must not be shorter than pollEvery (${inWords(pollEvery)} by default): no change would be seen to end in time`;
    faults.push(
      section.fault(["rollout", own], problem, {
        remedy: own === "pollEvery" ? 'write pollEvery: "30 seconds"' : 'write changeDeadline: "1 hour"',
      }),
    );
  }
  // A deadline that is too short by itself has been told of.
  if (stableFor >= deadline && (deadline > lookEvery || section.wrote(["rollout", "stableFor"]))) {
    faults.push(
      section.fault(
        ["rollout", "stableFor"],
        `must be shorter than deadline (${inWords(deadline)}): a change from outside would be believed when the trial is over`,
        {
          byDefault: inWords(stableFor),
          remedy: 'write stableFor: "1 minute"',
        },
      ),
    );
  }
  const alarms = guards.alarms ?? [];
  for (const [place, first] of repeated(alarms)) {
    faults.push(
      section.fault(["rollout", "guards", "alarms", place], `stands at alarms.${first} already`, {
        remedy: 'leave it out, as in alarms: ["frost-errors"]',
      }),
    );
  }
  for (const [place, alarm] of alarms.entries()) {
    const name = /^arn:[^:]*:cloudwatch:[^:]*:\d*:alarm:(.+)$/.exec(alarm)?.[1];
    if (name === undefined) continue;
    faults.push(
      section.fault(["rollout", "guards", "alarms", place], "must be the alarm's name, no ARN", {
        remedy: `write ${JSON.stringify(name)}`,
      }),
    );
  }
  return faults;
}
