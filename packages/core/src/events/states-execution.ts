import * as z from "zod/mini";
import { text } from "../schema/fields.ts";
import { moment } from "../schema/moment.ts";
import type { StateMachineExecutionChanged } from "../vocabulary/signal.ts";
import { eventParser } from "./parser/event-parser.ts";
import { identityOf } from "./parser/identity.ts";

const detail = () =>
  z.object(
    {
      executionArn: text("the execution's ARN"),
      stateMachineArn: text("the state machine's ARN"),
      name: text("the execution's name"),
      status: text('a status such as "SUCCEEDED"'),
      startDate: z.nullish(moment),
      stopDate: z.nullish(moment),
    },
    "an object with the execution's fields",
  );

const statuses = new Map([
  ["RUNNING", "Executing"],
  ["PENDING_REDRIVE", "Executing"],
  ["SUCCEEDED", "Succeeded"],
  ["FAILED", "Failed"],
  ["TIMED_OUT", "Failed"],
  ["ABORTED", "Stopped"],
] as const);

/**
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 * Identity: execution ARN, status, and its end (its start while it has none).
 */
export const statesExecution = eventParser<StateMachineExecutionChanged, z.output<ReturnType<typeof detail>>>(
  {
    kind: "state-machine-execution-changed",
    source: "aws.states",
    detailTypes: ["Step Functions Execution Status Change"],
    detail,
    happened: ({ stopDate, startDate }) => stopDate ?? startDate,
    read({ detail: execution, at }) {
      const { executionArn, stateMachineArn, name, status, stopDate, startDate } = execution;
      const known = [...statuses].find(([spelling]) => spelling === status)?.[1] ?? "Unknown";
      return {
        signal: {
          kind: "state-machine-execution-changed",
          identity: identityOf(
            "state-machine-execution-changed",
            executionArn,
            status,
            stopDate ?? startDate ?? null,
          ),
          at,
          stateMachine: stateMachineArn,
          execution: executionArn,
          name,
          status: known,
        },
      };
    },
  },
);
