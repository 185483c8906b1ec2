/** Which part of a ledger is asked for. */
export interface PageRequest {
  /** Only entries with a sequence above it. */
  readonly after: number;
  /** Entries at most, 1 or more. */
  readonly limit: number;
  /** Entries of one kind alone. */
  readonly kind?: string | undefined;
}

export interface LedgerPage<Written> {
  /** In order. */
  readonly entries: readonly Written[];
  /** Whether others come after them. */
  readonly more: boolean;
}

/** The page of entries that begin before it and may end after it. */
export function pageOf<Written extends { readonly sequence: number; readonly kind: string }>(
  entries: readonly Written[],
  { after, limit, kind }: PageRequest,
): LedgerPage<Written> {
  const found = entries.filter(
    (entry) => entry.sequence > after && (kind === undefined || entry.kind === kind),
  );
  return { entries: found.slice(0, limit), more: found.length > limit };
}
