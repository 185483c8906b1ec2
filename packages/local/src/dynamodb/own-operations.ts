import { changeTable } from "./change-table.ts";
import { afterFailedCheck } from "./failed-check.ts";
import type { Reply, Tables } from "./tables.ts";
import { TransactionTokens } from "./transactions/tokens.ts";
import { transactGet, transactWrite } from "./transactions/transactions.ts";

/** What dynalite does not have, built of what it has; nobody else writes while it is done. */
export class OwnOperations {
  readonly #tokens = new TransactionTokens();

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
        return () => changeTable(operation, request, tables);
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
