import type { StateMachine } from "aws-local-stepfunctions";
import type { Json, JsonObject } from "../sagemaker/json.ts";

type EventLog =
  ReturnType<StateMachine["run"]>["eventLogs"] extends AsyncGenerator<infer Event> ? Event : never;

/** An event of an execution, as it is kept: times are milliseconds. */
export interface HistoryEvent {
  readonly type: string;
  readonly at: number;
  readonly details: JsonObject;
}

/**
 * What GetExecutionHistory tells of it; null for what AWS has no event of.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export function historyEvent(event: EventLog, roleArn: string): HistoryEvent | null {
  const of = (type: string, details: JsonObject): HistoryEvent => ({ type, at: event.timestamp, details });
  switch (event.type) {
    case "ExecutionStarted":
      return of(event.type, { executionStartedEventDetails: { input: text(event.input), roleArn } });
    case "ExecutionSucceeded":
      return of(event.type, { executionSucceededEventDetails: { output: text(event.output) } });
    case "StateEntered":
      return of(`${event.state.type}StateEntered`, {
        stateEnteredEventDetails: { name: event.state.name, input: text(event.state.input) },
      });
    case "StateExited":
      return of(`${event.state.type}StateExited`, {
        stateExitedEventDetails: { name: event.state.name, output: text(event.state.output) },
      });
    case "StateFailed":
      return event.state.type === "Task"
        ? of("TaskFailed", {
            taskFailedEventDetails: { resourceType: "task", resource: event.state.name, ...failure(event) },
          })
        : null;
    case "MapIterationStarted":
    case "MapIterationSucceeded":
    case "MapIterationFailed": {
      const member = `${event.type.charAt(0).toLowerCase()}${event.type.slice(1)}EventDetails`;
      return of(event.type, { [member]: { name: event.parentState.name, index: event.index } });
    }
    // Told with the end of the execution, as they may be ended from outside.
    default:
      return null;
  }
}

function failure({ Error: error, Cause }: { readonly Error: string; readonly Cause: unknown }): JsonObject {
  return { error, cause: typeof Cause === "string" ? Cause : text(Cause) };
}

function text(value: unknown): string {
  return JSON.stringify(value ?? null);
}

/** As it goes over the wire. */
export function shownHistory(
  events: readonly HistoryEvent[],
  { includesData }: { readonly includesData: boolean },
): readonly JsonObject[] {
  return events.map(({ type, at, details }, place) => ({
    timestamp: at / 1_000,
    type,
    id: place + 1,
    previousEventId: place,
    ...(includesData ? details : withoutData(details)),
  }));
}

function withoutData(details: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(details).map(([name, of]): [string, Json] => {
      if (typeof of !== "object" || of === null) return [name, of];
      return [name, Object.fromEntries(Object.entries(of).filter(([key]) => !/^(input|output)$/.test(key)))];
    }),
  );
}
