import { changeTable, describeTable, type TableRequest } from "./definition/change-table.ts";
import type { SettingsOfTables } from "./definition/table-settings.ts";
import { describeTimeToLive, type TimeToLiveRequest, updateTimeToLive } from "./definition/time-to-live.ts";
import { afterFailedCheck } from "./failed-check.ts";
import type { Reply } from "./reply.ts";
import type { Tables } from "./tables.ts";
import { TransactionTokens } from "./transactions/tokens.ts";
import { transactGet, transactWrite } from "./transactions/transactions.ts";

/** What dynalite does not have, built of what it has; nobody else writes while it is done. */
export class OwnOperations {
  readonly #tokens = new TransactionTokens();
  readonly #settings: SettingsOfTables;

  constructor(settings: SettingsOfTables) {
    this.#settings = settings;
  }

  /** How a request is answered here; null if dynalite answers it. */
  of(
    operation: string,
    request: Readonly<Record<string, unknown>>,
    tables: Tables,
  ): (() => Promise<Reply>) | null {
    switch (operation) {
      case "TransactWriteItems":
        return () => this.#tokens.once(request, () => transactWrite(request, tables));
      case "TransactGetItems":
        return () => transactGet(request, tables);
      case "CreateTable":
      case "UpdateTable":
      case "DeleteTable":
        return () => changeTable(operation, ofTable(request), tables, this.#settings);
      case "DescribeTable":
        return () => describeTable(ofTable(request), tables, this.#settings);
      case "DescribeTimeToLive":
        return () => describeTimeToLive(ofTable(request), tables, this.#settings);
      case "UpdateTimeToLive":
        // The model has made sure of it.
        return () => updateTimeToLive(request as unknown as TimeToLiveRequest, tables, this.#settings);
      case "PutItem":
      case "UpdateItem":
      case "DeleteItem":
        if (request.ReturnValuesOnConditionCheckFailure !== "ALL_OLD") return null;
        return () => afterFailedCheck(operation, request, tables);
      default:
        return null;
    }
  }
}

/** The model has made sure of the name. */
const ofTable = (request: object) => request as TableRequest;
