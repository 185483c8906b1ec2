/** What an entry carries beside its sentence: its fields by name, lists and objects indented; text is only ever text. */
export function DataList({ data }: { readonly data: Readonly<Record<string, unknown>> }) {
  const fields = Object.entries(data);
  if (fields.length === 0) return <p class="quiet">It carries nothing beside its sentence.</p>;
  return (
    <dl class="data-list">
      {fields.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Value value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ value }: { readonly value: unknown }) {
  if (value === null || value === undefined) return <span class="quiet">none</span>;
  if (Array.isArray(value)) {
    if (value.every(isPlain)) return <>{value.map(plainText).join(", ")}</>;
    return (
      <ol class="data-items">
        {value.map((one, index) => (
          // Entries are never rewritten, so that places stay.
          <li key={String(index)}>
            <Value value={one} />
          </li>
        ))}
      </ol>
    );
  }
  // Checked above: it is no list and not null.
  if (typeof value === "object") return <DataList data={value as Readonly<Record<string, unknown>>} />;
  return <>{plainText(value)}</>;
}

function isPlain(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

function plainText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
