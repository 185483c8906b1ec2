import { type State, unchanging } from "../../state/state.ts";

export interface TableSettings {
  readonly deletionProtected: boolean;
  /** The attribute with the second since 1970 after which an item is deleted; null while none is. */
  readonly expiryAttribute: string | null;
}

const usual: TableSettings = { deletionProtected: false, expiryAttribute: null };

/** What dynalite does not keep of tables, by the table's name. */
export class SettingsOfTables {
  readonly #byName: Map<string, TableSettings>;

  constructor(state: State) {
    this.#byName = new Map(
      state.keep<TableSettings>("dynamodb-table-settings", () => unchanging(this.#byName)),
    );
  }

  of(table: string): TableSettings {
    return this.#byName.get(nameOf(table)) ?? usual;
  }

  set(table: string, changed: Partial<TableSettings>): void {
    this.#byName.set(nameOf(table), { ...this.of(table), ...changed });
  }

  forget(table: string): void {
    this.#byName.delete(nameOf(table));
  }

  /** Each table whose items expire, and the attribute that says when. */
  expiring(): readonly (readonly [table: string, attribute: string])[] {
    return [...this.#byName].flatMap(([table, { expiryAttribute }]) =>
      expiryAttribute === null ? [] : [[table, expiryAttribute] as const],
    );
  }
}

/** A table is named by its name or its ARN. */
function nameOf(table: string): string {
  return table.split("/").at(-1) ?? table;
}
