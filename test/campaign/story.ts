import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Fault, Moment } from "./faults/fault.ts";
import type { Broken } from "./judge.ts";
import type { Finished } from "./run.ts";
import type { Observation } from "./world/journal.ts";

/** What happened in a run, line by line, as an onlooker would tell it. */
export function story({ plan, world }: Finished, broken: readonly Broken[]): string {
  const trained = plan.challengers.join(", ");
  const by = plan.retrains === "pipeline" ? "a pipeline" : `${plan.retrains} (${plan.jobs.join(", ")})`;
  return [
    `Run ${plan.seed}: approved ${plan.approve}, at a trial's deadline ${plan.atDeadline}, trained by ${by} are ${trained}, waiting for ${plan.waits}${plan.idle ? ", and what stands idle is stopped" : ""}.`,
    ...plan.faults.map((fault) => `  fault: ${faultInWords(fault)}`),
    ...world.journal.observations.flatMap((observed) => {
      const text = inWords(observed);
      return text === null
        ? []
        : [`${new Date(observed.at).toISOString().slice(5, 19).replace("T", " ")}  ${text}`];
    }),
    ...broken.map(({ invariant, how }) => `BROKEN ${invariant}: ${how}`),
  ].join("\n");
}

function faultInWords(fault: Fault): string {
  const { kind, ...rest } = fault;
  const fields = Object.entries(rest).map(([name, value]) =>
    name === "when"
      ? momentInWords(value as unknown as Moment)
      : `${name} ${Array.isArray(value) ? value.join(", ") : value}`,
  );
  return `${kind} (${fields.join("; ")})`;
}

function momentInWords(moment: Moment): string {
  return "at" in moment ? `after ${moment.at} s` : `${moment.plus} s after ${moment.after} no. ${moment.nth}`;
}

function inWords(observed: Observation): string | null {
  switch (observed.kind) {
    case "entry":
      return isNews(observed.entry)
        ? `ledger ${observed.entry.sequence} ${observed.entry.kind}: ${short(observed.entry.because)} [${observed.process}]`
        : null;
    case "write": {
      const { call, process, input, refusal, effect } = observed;
      if (call === "Publish" || call === "UpdateModelPackage") return null;
      const what = String(
        input.EndpointConfigName ?? input.ModelName ?? jobName(input) ?? weights(input) ?? "",
      );
      const answer = refusal === null ? "is taken" : `is refused: ${short(refusal)}`;
      return `  ${process} ${call} ${what} (${effect ? `${effect.kind} of ${effect.sequence}` : "no effect"}) ${answer}`;
    }
    case "idle-entry": {
      const { sequence, kind, because, data } = observed.entry;
      const of = "resource" in data ? data.resource : "";
      return `account ${sequence} ${kind} ${of}: ${short(because)} [${observed.process}]`;
    }
    case "fault":
      return `FAULT ${observed.text}`;
    case "hand":
      return `HAND a person ${observed.did} ${observed.config}${observed.taken ? "" : ", and gives up"}`;
    case "registry":
      return `HAND a person makes version ${observed.version} ${observed.approval} in the registry`;
    case "given":
      return `PERSON asks for ${observed.command}`;
    case "answered":
      return `PERSON is answered on ${observed.key}: ${observed.answer.result} ${short(observed.answer.why ?? "")}`;
    case "killed":
      return `KILLED ${observed.process}: ${observed.why}`;
    case "error":
      return `ERROR ${observed.process}: ${observed.error}`;
    case "dead-letter":
      return `DEAD LETTER ${short(observed.message)}`;
    case "published":
      return `told ${observed.severity}: ${observed.text}`;
    case "phase":
      return `--- ${observed.text}`;
  }
}

function jobName(input: Readonly<Record<string, unknown>>): unknown {
  return input.TrainingJobName ?? input.HyperParameterTuningJobName ?? input.AutoMLJobName ?? input.name;
}

function isNews({ kind, data }: Entry): boolean {
  if (kind === "effect-done") return data.effect !== "publish-entry" && data.effect !== "send-alert";
  return kind !== "signal-observed" || data.settled !== undefined || data.endpoint !== undefined;
}

function weights({ DesiredWeightsAndCapacities: asked }: Readonly<Record<string, unknown>>): string | null {
  return asked === undefined ? null : JSON.stringify(asked).replaceAll(/"(VariantName|DesiredWeight)":/g, "");
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 180 ? `${line.slice(0, 179)}…` : line;
}
