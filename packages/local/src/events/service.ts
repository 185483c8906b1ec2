import { pageOf } from "../http/page.ts";
import type { RpcService } from "../protocols/run-operation.ts";
import { optionalText, requiredText } from "../validation/members.ts";
import { type Operation, ServiceError, type World } from "../world.ts";
import type { EventBuses } from "./event-buses.ts";
import { InvalidPattern } from "./invalid-pattern.ts";
import { matchesPattern } from "./pattern.ts";
import { checkPattern } from "./pattern-check.ts";
import { putEvents } from "./put-events.ts";

/** EventBridge: events in, and what is needed to look at buses, rules and patterns. */
export function eventsService(world: World, buses: EventBuses): RpcService {
  const arnOf = (name: string) => `arn:aws:events:${world.region}:${world.account}:event-bus/${name}`;
  const known = (name: string) => {
    if (!buses.has(name)) {
      throw new ServiceError("ResourceNotFoundException", `Event bus ${name} does not exist.`);
    }
  };
  const described = (name: string) => ({
    Name: name,
    Arn: arnOf(name),
    CreationTime: buses.createdAt(name),
    // Nothing changes a bus here.
    LastModifiedTime: buses.createdAt(name),
  });
  const operations: Record<string, Operation> = {
    PutEvents: async (input) => putEvents(input, world, buses),

    CreateEventBus: async (input) => {
      const name = requiredText(input, "Name");
      // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html: those of partners only.
      if (name.includes("/")) {
        throw new ServiceError("ValidationException", "Event bus name must not contain '/'.");
      }
      if (buses.has(name)) {
        throw new ServiceError("ResourceAlreadyExistsException", `Event bus ${name} already exists.`);
      }
      buses.create(name);
      return { EventBusArn: arnOf(name) };
    },

    DeleteEventBus: async (input) => {
      const name = requiredText(input, "Name");
      if (name === "default") {
        throw new ServiceError("ValidationException", "Cannot delete event bus default.");
      }
      buses.delete(name);
      return {};
    },

    DescribeEventBus: async (input) => {
      const name = busNamed(input, "Name");
      known(name);
      return described(name);
    },

    ListEventBuses: async (input) => {
      const prefix = optionalText(input, "NamePrefix") ?? "";
      const { items, ...rest } = page(
        buses.names.filter((name) => name.startsWith(prefix)),
        input,
      );
      return { EventBuses: items.map(described), ...rest };
    },

    ListRules: async (input) => {
      const bus = busNamed(input, "EventBusName");
      known(bus);
      const prefix = optionalText(input, "NamePrefix") ?? "";
      const { items, ...rest } = page(
        buses.rules.filter((rule) => rule.bus === bus && rule.name.startsWith(prefix)),
        input,
      );
      return {
        Rules: items.map((rule) => ({
          Name: rule.name,
          Arn: `arn:aws:events:${world.region}:${world.account}:rule/${bus === "default" ? "" : `${bus}/`}${rule.name}`,
          EventPattern: JSON.stringify(rule.pattern),
          State: "ENABLED",
          EventBusName: bus,
        })),
        ...rest,
      };
    },

    TestEventPattern: async (input) => {
      try {
        const pattern = json(input, "EventPattern");
        checkPattern(pattern);
        return { Result: matchesPattern(pattern, json(input, "Event")) };
      } catch (error) {
        if (!(error instanceof InvalidPattern)) throw error;
        throw new ServiceError(
          "InvalidEventPatternException",
          `Event pattern is not valid. Reason: ${error.message}`,
        );
      }
    },
  };
  return {
    name: "events",
    model: "events",
    target: "AWSEvents",
    operations: new Map(Object.entries(operations)),
  };
}

/** A hundred unless fewer are asked for, by `Limit`. */
function page<Item>(items: readonly Item[], { Limit, NextToken }: Readonly<Record<string, unknown>>) {
  const request = {
    MaxResults: typeof Limit === "number" ? Limit : undefined,
    NextToken: typeof NextToken === "string" ? NextToken : undefined,
  };
  return pageOf(items, request, {
    defaultSize: 100,
    invalidToken: () => new ServiceError("ValidationException", "The token is invalid."),
  });
}

/** Buses are named by their names or ARNs. */
function busNamed(input: Readonly<Record<string, unknown>>, member: string): string {
  return optionalText(input, member)?.split("/").at(-1) ?? "default";
}

function json(input: Readonly<Record<string, unknown>>, field: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(requiredText(input, field));
    // Anything else is refused in the next line.
    const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
    if (isObject) return parsed as Record<string, unknown>;
  } catch {
    // No JSON is no object either.
  }
  throw field === "EventPattern"
    ? new ServiceError(
        "InvalidEventPatternException",
        "Event pattern is not valid. Reason: Filter is not an object",
      )
    : new ServiceError("ValidationException", `Parameter ${field} is not valid.`);
}
