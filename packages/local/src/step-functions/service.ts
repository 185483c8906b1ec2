import { type Paging, pageOf } from "../http/page.ts";
import type { RpcService } from "../protocols/run-operation.ts";
import { wire } from "../sagemaker/json.ts";
import { parse } from "../sagemaker/registry/parse-request.ts";
import { type Operation, ServiceError, type World } from "../world.ts";
import { type Execution, Executions } from "./executions.ts";
import { shownHistory } from "./history.ts";
import * as requests from "./requests.ts";
import { type KnownStateMachine, StateMachines } from "./state-machines.ts";
import type { Services } from "./tasks.ts";

export interface StepFunctions {
  readonly service: RpcService;
  /** Goes on with what an earlier server was doing. */
  restart(): void;
  /** Stops what runs. */
  close(): Promise<void>;
}

/** Step Functions: standard state machines in Amazon States Language with JSONPath. */
export function stepFunctions(world: World, services: Omit<Services, "world">): StepFunctions {
  const called: Services = { ...services, world };
  const machines = new StateMachines(world, called);
  const executions = new Executions(world, called);
  const operations: Record<string, Operation> = {
    CreateStateMachine: async (input) => {
      const made = await machines.create(parse(requests.createStateMachine, input));
      return wire({ stateMachineArn: made.arn, creationDate: made.creationDate });
    },
    DescribeStateMachine: async (input) => {
      const { stateMachineArn } = parse(requests.stateMachineReference, input);
      const { definition, roleArn, ...found } = machines.find(stateMachineArn);
      return wire({ ...summary(found), status: "ACTIVE", definition, roleArn });
    },
    DeleteStateMachine: async (input) => {
      machines.delete(parse(requests.stateMachineReference, input).stateMachineArn);
      return {};
    },
    ListStateMachines: async (input) => {
      const { items, ...rest } = page(machines.all(), parse(requests.listStateMachines, input));
      return { stateMachines: items.map((one) => wire(summary(one))), ...rest };
    },
    StartExecution: async (input) => {
      const { stateMachineArn, ...asked } = parse(requests.startExecution, input);
      const { arn, startDate } = await executions.start(machines.find(stateMachineArn), asked);
      return wire({ executionArn: arn, startDate });
    },
    DescribeExecution: async (input) => {
      const { executionArn } = parse(requests.executionReference, input);
      const execution = executions.find(executionArn);
      const { input: given, output, error, cause } = execution;
      return wire({ ...executionSummary(execution), input: given, output, error, cause });
    },
    StopExecution: async (input) => {
      const { executionArn, ...why } = parse(requests.stopExecution, input);
      return wire({ stopDate: executions.stop(executionArn, why).stopDate });
    },
    ListExecutions: async (input) => {
      const { stateMachineArn, statusFilter, ...request } = parse(requests.listExecutions, input);
      if (stateMachineArn === undefined)
        throw new ServiceError("ValidationException", "Must provide a stateMachineArn.");
      machines.find(stateMachineArn);
      const wanted = executions
        .all()
        .filter((one) => one.stateMachineArn === stateMachineArn)
        .filter(({ status }) => statusFilter === undefined || status === statusFilter)
        // The newest first.
        .toReversed();
      const { items, ...rest } = page(wanted, request);
      return { executions: items.map((one) => wire(executionSummary(one))), ...rest };
    },
    GetExecutionHistory: async (input) => {
      const request = parse(requests.executionHistory, input);
      const events = shownHistory(executions.find(request.executionArn).history, {
        includesData: request.includeExecutionData,
      });
      const { items, ...rest } = page(request.reverseOrder ? events.toReversed() : events, request);
      return { events: items, ...rest };
    },
  };
  return {
    service: {
      name: "states",
      model: "stepfunctions",
      target: "AWSStepFunctions",
      operations: new Map(Object.entries(operations)),
    },
    restart: () => executions.restart(),
    close: () => executions.close(),
  };
}

function summary({ arn, name, creationDate }: Pick<KnownStateMachine, "arn" | "name" | "creationDate">) {
  return { stateMachineArn: arn, name, type: "STANDARD", creationDate };
}

function executionSummary({ arn, stateMachineArn, name, status, startDate, stopDate }: Execution) {
  return { executionArn: arn, stateMachineArn, name, status, startDate, stopDate };
}

const paging: Paging = {
  defaultSize: 100,
  invalidToken: () => new ServiceError("InvalidToken", "Invalid Token: 'the token is none of this list'"),
};

/** 0 is as many as usual. */
function page<Item>(
  items: readonly Item[],
  { maxResults, nextToken }: { readonly maxResults: number; readonly nextToken?: string | undefined },
): { readonly items: readonly Item[]; readonly nextToken?: string } {
  const request = { NextToken: nextToken, MaxResults: maxResults === 0 ? undefined : maxResults };
  const { items: shown, NextToken } = pageOf(items, request, paging);
  return { items: shown, ...(NextToken === undefined ? {} : { nextToken: NextToken }) };
}
