import { describeIssues } from "../../schema/issues.ts";
import type { Place, PlaceReading } from "../payloads/payload.ts";
import { valuesAt } from "../quality/metrics/place.ts";
import { capturedPayload, isShown, payloadOf } from "./captured-payload.ts";

const dataPath = "captureData.endpointOutput.data";
const output = capturedPayload(
  "the captured answer, a text",
  "an object with the captured answer: capture the endpoint's output too",
);

/**
 * The values that a captured answer has at places, one for each row of its request.
 *
 * @param captured the line's `endpointOutput`
 * @param rows of the request
 * @returns of each place its values, or why it has none, without a value of it; never throws
 */
export function answersAt(
  captured: unknown,
  places: readonly { readonly place: Place }[],
  { reading, rows }: { readonly reading: PlaceReading; readonly rows: number },
): readonly (readonly unknown[] | string)[] {
  const parsed = output.safeParse(captured);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({
      ...issue,
      path: ["captureData", "endpointOutput", ...issue.path],
    }));
    const reason = describeIssues(issues, { captureData: { endpointOutput: captured } }, isShown);
    return places.map(() => reason);
  }
  const payload = payloadOf(parsed.data);
  return places.map(({ place }) => {
    const values = valuesAt(payload, place, dataPath, { reading, rows });
    if (typeof values === "string" || values.length === rows) return values;
    return `${dataPath}: has ${values.length} values at ${JSON.stringify(place)}; expected ${rows}, one for each row`;
  });
}
