import * as z from "zod/mini";
import { type EventParser, eventParser } from "./event-parser.ts";
import { text } from "./fields.ts";
import type { PauseRequested, ResumeRequested } from "./signal.ts";

/** Source and detail-types of the events that the `driftwheel` command puts on the bus. */
export const personSource = "driftwheel.person";
export const pauseDetailType = "Pause Requested";
export const resumeDetailType = "Resume Requested";

const detail = () =>
  z.object(
    {
      model: text("the model's name as in driftwheel.config.ts"),
      by: text("who asks"),
      reason: text("why, in a few words"),
    },
    'an object with "model", "by" and "reason"',
  );

/**
 * Identity: what is asked, for which model, by whom, and the event's time. The asker sets that time once, so a
 * request that is sent again after a lost answer is still the same request.
 */
function request(kind: (PauseRequested | ResumeRequested)["kind"], detailType: string): EventParser {
  return eventParser<PauseRequested | ResumeRequested, z.output<ReturnType<typeof detail>>>({
    kind,
    source: personSource,
    detailTypes: [detailType],
    detail,
    happened: () => null,
    read: ({ detail: { model, by, reason }, at }) => ({
      signal: { kind, identity: `${kind} ${model} ${at} by ${by}`, at, model, by, reason },
    }),
  });
}

export const pause = request("pause-requested", pauseDetailType);
export const resume = request("resume-requested", resumeDetailType);
