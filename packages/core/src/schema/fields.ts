import * as z from "zod/mini";

/*
 * Leaves of the event schemas. Their error texts say what would be right; `describeIssues` puts the path and
 * the value found in front.
 */

/** A text that must be there and not be empty. */
export function text(expected: string) {
  return z.string(expected).check(z.minLength(1, expected));
}

/** DynamoDB holds 400 KB an item, and a decision repeats what people wrote in several entries of one item. */
const longestWords = 1_000;

/** A text in people's own words, that must be there and not be empty; at most 1,000 characters. */
export function words(expected: string) {
  return text(expected).check(
    z.maxLength(longestWords, `${expected}, in at most ${longestWords} characters`),
  );
}

/** A text that may be missing, null or empty; parsed to null then. */
export function optionalText(expected: string) {
  return z.pipe(
    z.nullish(z.string(expected)),
    z.transform((value) => value || null),
  );
}

/**
 * The ARN of a SageMaker resource. Partition, region and account are not compared with the envelope's: a
 * documented Processing Job event carries another region in its ARN than in its envelope.
 * Format: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 */
export function sagemakerArn(resource: string, thing: string, tail = "name") {
  const expected = `the ARN of a ${thing} such as "arn:aws:sagemaker:eu-west-1:123456789012:${resource}/${tail}"`;
  return z
    .string(expected)
    .check(z.regex(new RegExp(`^arn:[a-z0-9-]+:sagemaker:[a-z0-9-]*:\\d*:${resource}/.+$`, "i"), expected));
}

/** `arn:aws:sagemaker:eu-west-1:123456789012:endpoint/frost-prod` -> `frost-prod`. */
export function resourceName(arn: string): string {
  return arn.slice(arn.indexOf("/") + 1);
}
