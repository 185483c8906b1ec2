import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import { messageOf, PersonError } from "../context/errors.ts";
import { type Offer, readOffer, type Wanted } from "./offer-file.ts";

/** AWS's public price list, which asks for no credentials. */
export const priceList = "https://pricing.us-east-1.amazonaws.com";

/** Of one region; the files of all regions together are many times as large. */
export function offerOf(base: string, code: string, region: string): string {
  return `${base.replace(/\/+$/, "")}/offers/v1.0/aws/${code}/current/${region}/index.csv`;
}

/**
 * Reads a region's offer file as it comes: none of it is kept but what is wanted.
 *
 * @throws PersonError when it cannot be had, or is none
 */
export async function downloadOffer(url: string, wanted: Wanted): Promise<Offer> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new PersonError(`${url} cannot be reached: ${messageOf(error)}`, undefined, { cause: error });
  }
  const { ok, status, body } = response;
  if (!ok || body === null) {
    throw new PersonError(
      `${url} was answered with ${status}; is there such a region, and the service in it?`,
    );
  }
  const rows = parse({ relax_column_count: true, skip_empty_lines: true });
  try {
    return await pipeline(Readable.fromWeb(body), rows, (records: AsyncIterable<string[]>) =>
      readOffer(records, url, wanted),
    );
  } catch (error) {
    if (error instanceof PersonError) throw error;
    throw new PersonError(`${url} cannot be read: ${messageOf(error)}`, undefined, { cause: error });
  }
}
