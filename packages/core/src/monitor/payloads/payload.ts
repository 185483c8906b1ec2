/** What was sent to a model or came from it, or a label, as it was captured. */
export interface Payload {
  readonly data: string;
  readonly encoding: "CSV" | "JSON" | "BASE64";
  /** Content type with its parameters; "" when it is not known. */
  readonly contentType: string;
}

/**
 * Where a value stands in a payload: the column of a row, from 0, a path in JSON (`predictions.0.score`), or a JMESPath
 * (`predictions[?valid].score`), which is what has a sign that no path has.
 */
export type Place = number | string;

/** What an expression came to, or why it came to nothing, without a value of the payload. */
type Found = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string };

/** Evaluates one expression on parsed JSON, in bounded time; never throws. */
export type Find = (json: unknown) => Found;

/** The bytes that a gzip holds, as many as are reasonable; null when there are more, or it is broken. */
export type Gunzip = (bytes: Uint8Array) => Uint8Array | null;

/** How the payloads of one model are read: what the policy says, and what core has not. */
export interface PayloadReading {
  /** One character: what stands between the values of a CSV row, unless the content type says it. */
  readonly delimiter: string;
  /** Finds the rows in JSON; null where the reader knows their form by itself. */
  readonly features: Find | null;
  /** Null where nothing can uncompress: then gzip is unread. */
  readonly gunzip: Gunzip | null;
}

/** How a payload is read of which no policy says anything. */
export const plainReading: PayloadReading = { delimiter: ",", features: null, gunzip: null };

/** How the places of labels and answers are found in payloads. */
export interface PlaceReading {
  /** Expressions of the policy by their text. */
  readonly expressions: ReadonlyMap<string, Find>;
  readonly gunzip: Gunzip | null;
}

/** Places without any expression. */
export const plainPlaces: PlaceReading = { expressions: new Map(), gunzip: null };
