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
  // Without a bake nothing is looked at, and nothing is due (rollout/guardrail-faults.ts).
  if (rollout.guardrails && !rollout.bake) return endpointFaults(rollout, section);
  // In transform jobs there are no shares and no periods (batch/paired-faults.ts).
  if (rollout.paired) return [...outcomeFaults(rollout, section), ...endpointFaults(rollout, section)];
  return [
    ...rampFaults(rollout, section),
    ...periodFaults(rollout, section),
    ...deadlineFaults(rollout, section),
    ...durationFaults(rollout, section),
    ...outcomeFaults(rollout, section),
    ...endpointFaults(rollout, section),
  ];
}

type Rollout = ModelPolicy["rollout"];

function rampFaults({ ramp, guardrails }: Rollout, section: Section): readonly Fault[] {
  if (ramp.length === 0 && !guardrails && section.wrote(["rollout"]))
    return [
      section.fault(["rollout", "ramp"], "must be a list, the challenger's shares in percent", {
        remedy:
          "write ramp: [10, 50], or guardrails where SageMaker shifts the traffic under one variant name",
      }),
    ];
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

/** What a trial waits for must be over before it is. */
function durationFaults(
  { warmUp, atLeast, outcomes, deadline, lookEvery, period, metricLag }: Rollout,
  section: Section,
): readonly Fault[] {
  const look = lookEvery + period + metricLag;
  // A deadline that is too short by itself has been told of.
  if (deadline < look) return [];
  const longest = (milliseconds: number) => inWords(Math.max(1_000, milliseconds));
  const waits = [
    { field: "warmUp", waits: warmUp, why: "the guards would judge nothing" },
    { field: "atLeast", waits: atLeast, why: "nothing could ever be promoted" },
  ].filter((wait) => wait.waits !== undefined && wait.waits + look > deadline);
  const faults = waits.map(({ field, why }) =>
    section.fault(
      ["rollout", field],
      `must leave a look (${inWords(look)}) before the deadline (${inWords(deadline)}): ${why}`,
      {
        remedy:
          deadline > look
            ? `write ${field}: "${longest(Math.floor((deadline - look) / 2_000) * 1_000)}", or a later deadline`
            : `write deadline: "${inWords(10 * look)}"`,
      },
    ),
  );
  const { knownWithin } = outcomes;
  if (knownWithin === undefined || knownWithin < deadline) return faults;
  return [
    ...faults,
    section.fault(
      ["rollout", "outcomes", "knownWithin"],
      `must be shorter than deadline (${inWords(deadline)}): no request would be old enough to be judged`,
      { remedy: `write deadline: "${inWords(2 * knownWithin)}", or what is known sooner` },
    ),
  ];
}

/** Each trial promotes an equal challenger in so many cases at most: alphaEachWay in decider/rollout. */
const falseAnyway = 0.025;
/** A proof that errs less often than this takes more traffic than a trial has. */
const leastEver = 1e-6;

/** What cannot be judged together, or not at all. */
function outcomeFaults({ outcomes, segments, falsePromotions }: Rollout, section: Section): readonly Fault[] {
  const faults: Fault[] = [];
  if (outcomes.value && outcomes.missing !== undefined) {
    faults.push(
      section.fault(
        ["rollout", "outcomes", "missing"],
        "cannot be told where outcomes are values: a value that is missing is no failure",
        { remedy: "leave it out" },
      ),
    );
  }
  if (outcomes.value && segments) {
    faults.push(
      section.fault(
        ["rollout", "segments"],
        "are judged by good and bad outcomes, and outcomes.value makes them values",
        { remedy: "leave one of the two out" },
      ),
    );
  }
  for (const [place, first] of repeated(segments?.names ?? [])) {
    faults.push(
      section.fault(["rollout", "segments", "names", place], `stands at names.${first} already`, {
        remedy: 'leave it out, as in names: ["mobile", "desktop"]',
      }),
    );
  }
  return falsePromotions ? [...faults, ...falsePromotionFaults(falsePromotions, section)] : faults;
}

function falsePromotionFaults(
  { share, trialsPerYear }: NonNullable<Rollout["falsePromotions"]>,
  section: Section,
): readonly Fault[] {
  const each = share / trialsPerYear;
  if (each >= falseAnyway) {
    const below = Math.floor(1_000 * Math.min(0.05, falseAnyway * trialsPerYear * 0.8)) / 1_000;
    return [
      section.fault(
        ["rollout", "falsePromotions", "share"],
        `of ${trialsPerYear === 1 ? "1 trial" : `${trialsPerYear} trials`} a year bounds nothing: each trial has a false promotion in ${falseAnyway * 100}% of cases at most already`,
        { remedy: `write share: ${below}, or leave falsePromotions out` },
      ),
    ];
  }
  if (each >= leastEver) return [];
  const own = section.wrote(["rollout", "falsePromotions", "trialsPerYear"]) ? "trialsPerYear" : "share";
  return [
    section.fault(
      ["rollout", "falsePromotions", own],
      `leaves each trial an error of less than one in a million (share over trialsPerYear): nothing would ever be proved`,
      { remedy: own === "share" ? "write share: 0.05" : "write trialsPerYear: 52" },
    ),
  ];
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
