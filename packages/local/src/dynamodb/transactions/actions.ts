import { ServiceError } from "../../world.ts";
import type { Item } from "../items.ts";
import type { Condition } from "./conditions.ts";

export interface Reason {
  readonly Code: "None" | "ConditionalCheckFailed" | "ValidationError";
  readonly Message?: string;
  readonly Item?: Item;
}

/** One of the things that a transaction does, and the operation that does it alone. */
export interface Action {
  /** Null only checks. */
  readonly operation: "PutItem" | "UpdateItem" | "DeleteItem" | null;
  readonly table: string;
  readonly request: Condition & {
    readonly TableName: string;
    readonly Key?: Item;
    readonly Item?: Item;
    readonly ReturnValuesOnConditionCheckFailure?: string;
  };
}

const operations = {
  ConditionCheck: null,
  Put: "PutItem",
  Delete: "DeleteItem",
  Update: "UpdateItem",
} as const;

type Kind = keyof typeof operations;

/** @throws ServiceError when an entry is not one action */
export function actionsOf(request: Readonly<Record<string, unknown>>): readonly Action[] {
  // The model has made sure of them.
  const { TransactItems } = request as {
    TransactItems: readonly Readonly<Partial<Record<Kind, Action["request"]>>>[];
  };
  return TransactItems.map((entry) => {
    const given = (Object.keys(operations) as Kind[]).flatMap((kind) => {
      const action = entry[kind];
      return action ? [{ operation: operations[kind], table: action.TableName, request: action }] : [];
    });
    const [action, ...others] = given;
    if (!action || others.length > 0) {
      throw new ServiceError(
        "ValidationException",
        "TransactItems can only contain one of Check, Put, Update or Delete",
      );
    }
    return action;
  });
}
