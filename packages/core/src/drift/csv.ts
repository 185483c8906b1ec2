/**
 * The records of a CSV text (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180): quotes may hold commas, line ends
 * and doubled quotes. Lines end in LF or CRLF; empty lines are left out. A quote that never closes takes the rest.
 */
export function csvRecords(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let quoted = false;
  const endRecord = () => {
    if (record.length > 0 || field !== "") records.push([...record, field]);
    record = [];
    field = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"' && field.trim() === "") {
      quoted = true;
      field = "";
    } else if (character === ",") {
      record.push(field);
      field = "";
    } else if (character === "\n") endRecord();
    else if (character !== "\r") field += character;
  }
  endRecord();
  return records;
}
