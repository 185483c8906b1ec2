import type { RpcService } from "../protocols/run-operation.ts";
import { optionalText, requiredText } from "../validation/members.ts";
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
      const name = requiredText(input, "Name");
      // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html: those of partners only.
      if (name.includes("/")) {
        throw new ServiceError(
          "ValidationException",
          `Event bus name ${name} is not valid: it contains a slash.`,
        );
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
      return { Name: name, Arn: arnOf(name) };
    },

    ListEventBuses: async (input) => {
      const prefix = optionalText(input, "NamePrefix") ?? "";
      return {
        EventBuses: buses.names
          .filter((name) => name.startsWith(prefix))
          .map((name) => ({ Name: name, Arn: arnOf(name) })),
      };
    },

    ListRules: async (input) => {
      const bus = busNamed(input, "EventBusName");
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

/** Buses are named by their names or ARNs. */
function busNamed(input: Readonly<Record<string, unknown>>, member: string): string {
  return optionalText(input, member)?.split("/").at(-1) ?? "default";
}

function json(input: Readonly<Record<string, unknown>>, field: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(requiredText(input, field));
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
