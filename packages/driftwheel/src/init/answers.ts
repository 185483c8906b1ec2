import type { Context } from "@driftwheel/cli/context/context.ts";
import { exitCode, PersonError } from "@driftwheel/cli/context/errors.ts";
import { packageGroupOf, packageGroupPattern } from "@driftwheel/core/policy/package-group.ts";

/** What the files of a new folder are written from. */
export interface Answers {
  /** The model's name in the fleet. */
  readonly model: string;
  readonly endpoint: string;
  /** Its name, or its ARN where another account shares it. */
  readonly packageGroup: string;
  readonly pipeline: string;
  readonly region: string;
  /** Where the endpoint's data capture writes; null where nobody said. */
  readonly capture: string | null;
  /** The role that the endpoint's models run with; null where nobody said. */
  readonly role: string | null;
}

type Given = { readonly [Field in keyof Answers]?: string };

interface Asked {
  readonly field: keyof Answers;
  readonly flag: string;
  readonly question: string;
  readonly pattern: RegExp;
  readonly right: string;
  /** What the files hold where nobody said; without it somebody must. */
  readonly mayBeMissing?: true;
}

const name = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,255}$/;

const asked: readonly Asked[] = [
  {
    field: "endpoint",
    flag: "--endpoint",
    question: "Endpoint",
    pattern: /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/,
    right: "a SageMaker endpoint's name, such as frost-prod",
  },
  {
    field: "packageGroup",
    flag: "--package-group",
    question: "Model package group",
    pattern: packageGroupPattern,
    right: "a model package group's name, such as frost, or the ARN of one that another account shares",
  },
  {
    field: "pipeline",
    flag: "--pipeline",
    question: "Pipeline that trains and registers a version",
    pattern: name,
    right: "a SageMaker pipeline's name, such as frost-train",
  },
  {
    field: "region",
    flag: "--region",
    question: "Region",
    pattern: /^[a-z]{2}(-[a-z]+)+-\d$/,
    right: "an AWS region, such as eu-west-1",
  },
  {
    field: "capture",
    flag: "--capture",
    question: "S3 location that the endpoint's data capture writes to (empty: later)",
    pattern: /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[^*?"\\]*)?$/,
    right: "an S3 location, such as s3://frost-data/capture",
    mayBeMissing: true,
  },
  {
    field: "role",
    flag: "--role",
    question: "ARN of the role that the endpoint's models run with (empty: later)",
    pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[^*?"\\]+$/,
    right: "the ARN of an IAM role, such as arn:aws:iam::444455556666:role/frost",
    mayBeMissing: true,
  },
];

/**
 * What the flags say, what was found, and for the rest what a person answers.
 *
 * @param found what stands in brackets behind a question, and holds where nobody is asked
 * @throws PersonError naming the flag that is missing, or whose value is none.
 */
export async function answersOf(given: Given, found: Given, context: Pick<Context, "ask">): Promise<Answers> {
  const answers = new Map<string, string | null>();
  for (const one of asked) {
    const known = given[one.field] ?? found[one.field];
    const answer = given[one.field] ?? (context.ask ? await askFor(one, known, context.ask) : known);
    answers.set(one.field, answer === undefined || answer === "" ? missing(one) : checked(one, answer));
  }
  const text = (field: keyof Answers) => answers.get(field) ?? "";
  return {
    endpoint: text("endpoint"),
    packageGroup: text("packageGroup"),
    pipeline: text("pipeline"),
    region: text("region"),
    capture: answers.get("capture") ?? null,
    role: answers.get("role") ?? null,
    model: modelName(given.model, packageGroupOf(text("packageGroup")).name),
  };
}

async function askFor(
  { question }: Asked,
  known: string | undefined,
  ask: (question: string) => Promise<string>,
): Promise<string | undefined> {
  const answer = (await ask(`${question}${known === undefined ? "" : ` [${known}]`}: `)).trim();
  return answer === "" ? known : answer;
}

function missing({ flag, right, mayBeMissing }: Asked): null {
  if (mayBeMissing) return null;
  throw new PersonError(`${flag} is missing: ${right}.`, exitCode.usage);
}

function checked({ flag, pattern, right }: Asked, answer: string): string {
  if (pattern.test(answer)) return answer;
  throw new PersonError(`${flag} ${JSON.stringify(answer)} is not ${right}.`, exitCode.usage);
}

/** Models of a fleet are called in lower case, with 32 characters at most. */
function modelName(given: string | undefined, group: string): string {
  const made = group.toLowerCase().slice(0, 32).replace(/-+$/, "");
  if (given === undefined) return /^[a-z]/.test(made) ? made : `model-${made}`.slice(0, 32);
  if (/^[a-z][a-z0-9-]{0,31}$/.test(given)) return given;
  throw new PersonError(
    `--model ${JSON.stringify(given)} is not a model's name: lower case letters, digits and hyphens, at most 32.`,
    exitCode.usage,
  );
}
