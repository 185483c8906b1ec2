type Input = Readonly<Record<string, unknown>>;

/**
 * A request with the names of this account's tables where it has their ARNs, which mean the same.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html#DDB-GetItem-request-TableName
 */
export function withTableNames(
  input: Input,
  { region, account }: { readonly region: string; readonly account: string },
): Input {
  const prefix = `arn:aws:dynamodb:${region}:${account}:table/`;
  const named = (one: Input): Input => {
    const { TableName } = one;
    if (typeof TableName !== "string" || !TableName.startsWith(prefix)) return one;
    return { ...one, TableName: TableName.slice(prefix.length) };
  };
  const { TransactItems } = input;
  if (!Array.isArray(TransactItems)) return named(input);
  // The model has made sure of them: each has a request of its own by its kind.
  const actions = TransactItems as readonly Readonly<Record<string, Input>>[];
  return {
    ...input,
    TransactItems: actions.map((action) =>
      Object.fromEntries(
        Object.entries(action).map(([kind, request]) => [kind, request === null ? request : named(request)]),
      ),
    ),
  };
}
