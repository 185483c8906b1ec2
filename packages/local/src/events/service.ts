import type { RpcService } from "../protocols/run-operation.ts";
import { type Operation, ServiceError, type World } from "../world.ts";
import type { EventBuses } from "./event-buses.ts";
import { InvalidPattern } from "./invalid-pattern.ts";
import { matchesPattern } from "./pattern.ts";
import { putEvents } from "./put-events.ts";

/** EventBridge: events in, and what is needed to look at buses, rules and patterns. */
export function eventsService(world: World, buses: EventBuses): RpcService {
  const arnOf = (name: string) => `arn:aws:events:${world.region}:${world.account}:event-bus/${name}`;
  const known = (name: string) => {
    if (!buses.has(name)) {
      throw new ServiceError("ResourceNotFoundException", `Event bus ${name} does not exist.`);
    }
  };
  const operations: Record<string, Operation> = {
    PutEvents: async (input) => putEvents(input, world, buses),

    CreateEventBus: async (input) => {
      const name = text(input, "Name");
      if (!/^[/.\-_A-Za-z0-9]{1,256}$/.test(name)) {
        throw new ServiceError("ValidationException", `Event bus name ${name} is not valid.`);
      }
      if (buses.has(name)) {
        throw new ServiceError("ResourceAlreadyExistsException", `Event bus ${name} already exists.`);
      }
      buses.create(name);
      return { EventBusArn: arnOf(name) };
    },

    DeleteEventBus: async (input) => {
      const name = text(input, "Name");
      if (name === "default") {
        throw new ServiceError("ValidationException", "Cannot delete event bus default.");
      }
      buses.delete(name);
      return {};
    },

    DescribeEventBus: async (input) => {
      const name = input.Name === undefined ? "default" : (text(input, "Name").split("/").at(-1) ?? "");
      known(name);
      return { Name: name, Arn: arnOf(name) };
    },

    ListEventBuses: async (input) => {
      const prefix = input.NamePrefix === undefined ? "" : text(input, "NamePrefix");
      return {
        EventBuses: buses.names
          .filter((name) => name.startsWith(prefix))
          .map((name) => ({ Name: name, Arn: arnOf(name) })),
      };
    },

    ListRules: async (input) => {
      const bus = input.EventBusName === undefined ? "default" : text(input, "EventBusName");
      known(bus);
      return {
        Rules: buses.rules
          .filter((rule) => rule.bus === bus)
          .map((rule) => ({
            Name: rule.name,
            Arn: `arn:aws:events:${world.region}:${world.account}:rule/${bus === "default" ? "" : `${bus}/`}${rule.name}`,
            EventPattern: JSON.stringify(rule.pattern),
            State: "ENABLED",
            EventBusName: bus,
          })),
      };
    },

    TestEventPattern: async (input) => {
      try {
        return { Result: matchesPattern(json(input, "EventPattern"), json(input, "Event")) };
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

function text(input: Readonly<Record<string, unknown>>, field: string): string {
  const value = input[field];
  if (typeof value === "string" && value !== "") return value;
  const name = field.charAt(0).toLowerCase() + field.slice(1);
  throw new ServiceError(
    "ValidationException",
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must not be null`,
  );
}

function json(input: Readonly<Record<string, unknown>>, field: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text(input, field));
    // Anything else is refused in the next line.
    if (typeof parsed === "object" && parsed !== null) return parsed as Record<string, unknown>;
  } catch (error) {
    if (error instanceof ServiceError) throw error;
  }
  throw field === "EventPattern"
    ? new ServiceError(
        "InvalidEventPatternException",
        "Event pattern is not valid. Reason: Filter is not an object",
      )
    : new ServiceError("ValidationException", `Parameter ${field} is not valid.`);
}
