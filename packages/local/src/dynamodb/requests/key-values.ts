import type { Table } from "dynalite/db/index.js";

type Item = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

interface Index {
  readonly IndexName: string;
  readonly KeySchema: readonly { readonly AttributeName: string }[];
}

/** Of a request about items, as dynalite has read it. */
export interface KeyedRequest {
  readonly IndexName?: string;
  readonly Item?: Item;
  readonly Key?: Item;
  readonly KeyConditions?: Readonly<
    Record<string, { readonly AttributeValueList?: readonly Item[string][] }>
  >;
  readonly _updates?: {
    readonly sections: readonly {
      readonly type: string;
      readonly path: readonly unknown[];
      readonly val?: unknown;
    }[];
  };
}

const empty = "The AttributeValue for a key attribute cannot contain an empty string value.";
const notValid = "One or more parameter values are not valid.";

/**
 * What is wrong with the values of keys in a request, of what dynalite does not find; null if nothing is. It counts
 * characters where DynamoDB counts bytes, and looks at the keys of tables only.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export function wrongKeyValue(request: KeyedRequest, table: Table): string | null {
  const { Item: item, Key: key, KeyConditions: conditions = {}, _updates: updates } = request;
  const indexes = indexesOf(table);
  if (item) {
    return (
      tooLong(item, table.KeySchema) ??
      firstOf(indexes, ({ IndexName, KeySchema }) => {
        const blank = KeySchema.find(({ AttributeName }) => isEmpty(item[AttributeName]));
        return blank
          ? `${notValid} A value specified for a secondary index key is not supported. ${empty} IndexName: ${IndexName}, IndexKey: ${blank.AttributeName}`
          : tooLong(item, KeySchema);
      })
    );
  }
  const inIndexes = new Set(indexes.flatMap(({ KeySchema }) => KeySchema.map((each) => each.AttributeName)));
  const blanked = updates?.sections.some(
    ({ type, path, val }) =>
      // A value of the request, or a path of the item.
      type === "set" && path.length === 1 && inIndexes.has(String(path[0])) && isEmpty(val as Item[string]),
  );
  if (blanked) {
    return `${notValid} The update expression attempted to update a secondary index key to a value that is not supported. ${empty}`;
  }
  if (key) return tooLong(key, table.KeySchema);
  const asked = Object.keys(conditions).find((name) => conditions[name]?.AttributeValueList?.some(isEmpty));
  return asked === undefined ? null : `${notValid} ${empty} Key: ${asked}`;
}

/** Whether an index of this name may lag behind its table. */
export function isGlobalIndex(name: string, table: Table): boolean {
  return (table.GlobalSecondaryIndexes ?? []).some((index) => (index as Index).IndexName === name);
}

function indexesOf({ GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] }: Table): readonly Index[] {
  // Dynalite's own description.
  return [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes] as readonly Index[];
}

function tooLong(item: Item, keys: Index["KeySchema"]): string | null {
  const [hash = 0, range = 0] = keys.map(({ AttributeName }) => bytesOf(item[AttributeName]));
  if (hash > 2048) {
    return "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes";
  }
  return range > 1024
    ? "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes"
    : null;
}

/** Of text and bytes; numbers are never too long. */
function bytesOf(value: Item[string]): number {
  const text = value?.S ?? value?.B;
  if (typeof text !== "string") return 0;
  return Buffer.byteLength(text, value?.S === undefined ? "base64" : "utf8");
}

function isEmpty(value: Item[string]): boolean {
  return value?.S === "" || value?.B === "";
}

function firstOf<Each>(all: readonly Each[], find: (one: Each) => string | null): string | null {
  for (const one of all) {
    const found = find(one);
    if (found !== null) return found;
  }
  return null;
}
