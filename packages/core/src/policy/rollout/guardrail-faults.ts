import { inWords } from "../../words/duration.ts";
import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import { repeated, type Section } from "../rules/section.ts";

const second = 1_000;
const minute = 60 * second;
/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_BlueGreenUpdatePolicy.html */
const longestWait = 60 * minute;
const leastTime = 10 * minute;
const mostTime = 8 * 60 * minute;

type Rollout = ModelPolicy["rollout"];
type Guardrails = NonNullable<Rollout["guardrails"]>;

/** What only a trial of two variants has, and why. */
const ofTrials = {
  ramp: "SageMaker shifts the traffic by guardrails.shift",
  shadow: "a shadow is tried beside the champion, under a name of its own",
  promoteWhen: "no look compares the two versions",
  minimumEffect: "no look compares the two versions",
  segments: "no look compares the two versions",
  falsePromotions: "no look proves anything, so that nothing bounds false promotions",
  mayGiveUp: "no look proves anything, so that nothing bounds what promotions give up",
  splitCheck: "one variant has all of the traffic",
  minTrials: "no look compares the two versions",
  atLeast: "SageMaker's waits alone say how long it takes",
  deadline: "SageMaker's waits and guardrails.maximumTime say how long it takes",
  atDeadline: "SageMaker goes back by itself when its time is over",
} as const satisfies Partial<Record<keyof Rollout, string>>;

/** What a bake reads; without one nothing does. */
const ofBakes = [
  "lookEvery",
  "metricLag",
  "guards",
  "outcomes",
  "warmUp",
] as const satisfies readonly (keyof Rollout)[];

/** What SageMaker does not take, or does not go with a deployment of its own. */
export function guardrailFaults(
  { rollout }: Pick<ModelPolicy, "rollout">,
  section: Section,
): readonly Fault[] {
  const { guardrails } = rollout;
  if (!guardrails) return [];
  return [
    ...excludedFaults(rollout, section),
    ...timeFaults(guardrails, section),
    ...alarmFaults(guardrails, section),
  ];
}

function excludedFaults({ bake }: Rollout, section: Section): readonly Fault[] {
  const faults = Object.entries(ofTrials)
    .filter(([field]) => section.wrote(["rollout", field]))
    .map(([field, why]) =>
      section.fault(["rollout", field], `does not go with rollout.guardrails: ${why}`, {
        remedy: "leave it out, or write ramp in the place of guardrails for a trial that is judged",
      }),
    );
  if (bake?.keepWarm) {
    faults.push(
      section.fault(
        ["rollout", "bake", "keepWarm"],
        "does not go with rollout.guardrails: the new version has the old one's variant name, so the old one cannot stay",
        { remedy: "leave it out; guardrails.terminationWait keeps the old instances for up to an hour" },
      ),
    );
  }
  if (bake !== undefined) return faults;
  const unread = ofBakes.filter((field) => section.wrote(["rollout", field]));
  return [
    ...faults,
    ...unread.map((field) =>
      section.fault(
        ["rollout", field],
        "does not go with rollout.guardrails without a bake: SageMaker's alarms alone judge, and nothing is read",
        { remedy: 'leave it out, or write bake: { for: "1 day" }, which watches the version once it serves' },
      ),
    ),
  ];
}

function timeFaults({ shift, terminationWait, maximumTime }: Guardrails, section: Section): readonly Fault[] {
  const path = (...fields: readonly string[]) => ["rollout", "guardrails", ...fields];
  const faults: Fault[] = [];
  const wait = shift === "all at once" ? 0 : shift.wait;
  const isRolling = shift !== "all at once" && "rolling" in shift;
  const times = [
    { at: path("shift", "wait"), time: wait },
    { at: path("terminationWait"), time: terminationWait ?? 0 },
  ];
  for (const { at, time } of times) {
    if (time % second !== 0)
      faults.push(
        section.fault(at, "must be whole seconds, which is what SageMaker takes", {
          remedy: `write "${inWords(Math.max(1, Math.round(time / second)) * second)}"`,
        }),
      );
    if (time > longestWait)
      faults.push(
        section.fault(at, "must be at most 1 hour: SageMaker waits no longer", { remedy: 'write "1 hour"' }),
      );
  }
  if (isRolling && terminationWait !== undefined) {
    faults.push(
      section.fault(
        path("terminationWait"),
        "does not go with a rolling shift, which ends the old instances batch by batch",
        { remedy: 'leave it out, or write shift: { linear: 20, wait: "10 minutes" }' },
      ),
    );
  }
  if (maximumTime === undefined) return faults;
  const least = Math.max(leastTime, 2 * waits(shift, terminationWait ?? 0));
  if (maximumTime < leastTime || maximumTime > mostTime) {
    faults.push(
      section.fault(path("maximumTime"), "must be 10 minutes to 8 hours, which is what SageMaker takes", {
        remedy: `write maximumTime: "${inWords(maximumTime < leastTime ? Math.min(mostTime, least) : mostTime)}", or leave it out`,
      }),
    );
  } else if (maximumTime <= waits(shift, terminationWait ?? 0)) {
    faults.push(
      section.fault(
        path("maximumTime"),
        `must be longer than all of its waits together (${inWords(waits(shift, terminationWait ?? 0))}): the deployment would never end in time`,
        { remedy: `write maximumTime: "${inWords(Math.min(mostTime, least))}", or shorter waits` },
      ),
    );
  }
  return faults;
}

/** How long SageMaker waits in all: once for a canary, and otherwise after each step. */
function waits(shift: Guardrails["shift"], terminationWait: number): number {
  if (shift === "all at once") return terminationWait;
  const steps = "canary" in shift ? 1 : Math.ceil(100 / ("linear" in shift ? shift.linear : shift.rolling));
  return steps * shift.wait + terminationWait;
}

function alarmFaults({ alarms }: Guardrails, section: Section): readonly Fault[] {
  const path = (place: number) => ["rollout", "guardrails", "alarms", place];
  return [
    ...repeated(alarms).map(([place, first]) =>
      section.fault(path(place), `stands at alarms.${first} already`, {
        remedy: 'leave it out, as in alarms: ["frost-5xx"]',
      }),
    ),
    ...alarms.flatMap((alarm, place) => {
      const name = /^arn:[^:]*:cloudwatch:[^:]*:\d*:alarm:(.+)$/.exec(alarm)?.[1];
      return name === undefined
        ? []
        : [
            section.fault(path(place), "must be the alarm's name, no ARN", {
              remedy: `write ${JSON.stringify(name)}`,
            }),
          ];
    }),
  ];
}
