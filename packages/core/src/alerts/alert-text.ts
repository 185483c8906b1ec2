import { servedInWords } from "../policy/batch/served.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import type { AlertLink, Entry, GateCheck } from "../vocabulary/entry.ts";
import { type ConfirmedDrift, type OpenAlert, packageVersion } from "../vocabulary/state.ts";
import type { ConsoleLink } from "../words/console/console-place.ts";
import { round } from "../words/numbers.ts";
import { clip, wrap } from "../words/wrap.ts";
import { advice } from "./advice.ts";
import { headline } from "./headline.ts";

/** SNS takes fewer than 100 characters: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const longestSubject = 99;
/** A reason may hold a service's whole answer; who wants all of it follows the link to the entry. */
const longestSection = 2_000;
const mostFeatures = 10;

/** Subject and text of an alert; the text is plain, in lines of at most 80 characters, without its links. */
export interface AlertText {
  readonly subject: string;
  readonly body: string;
}

/** What a person who decides wants to see beside the entry itself. */
export interface Background {
  /** The gate's checks of the version that waits for approval; empty when the decision did not make them. */
  readonly checks: readonly GateCheck[];
  readonly drift: ConfirmedDrift | null;
}

/** What a person is told about an entry: a subject they understand, and what happened, why, and what to do. */
export function alertText(entry: Entry, policy: ModelPolicy, { checks, drift }: Background): AlertText {
  const happened = headline(entry);
  return {
    subject: subjectLine(entry.model, happened),
    body: sections([
      ["What happened", [sentence(happened)]],
      ["Why", [entry.because]],
      ["The gate's checks", checks.map(checkInWords)],
      ["The drift behind it", drift && entry.kind === "approval-requested" ? driftInWords(drift) : []],
      ["What to do", [advice(entry, policy)]],
      [
        "Where",
        [
          `Model ${entry.model}, ${servedInWords(policy)}, entry ${entry.sequence} (${entry.kind}) at ${entry.at}.`,
          `The whole story: driftwheel explain ${entry.model} ${entry.sequence}`,
        ],
      ],
    ]),
  };
}

/** What is told when the condition of an alert is over, by the entry that ended it. */
export function resolvedText(alert: OpenAlert, ending: Entry): AlertText {
  return {
    subject: clip(`Resolved: ${alert.subject}`, longestSubject),
    body: sections([
      ["What is over", [`${alert.subject} (told of at ${alert.at}).`]],
      ["Why", [`${sentence(headline(ending))} ${ending.because}`]],
      ["What to do", ["Nothing; this is over."]],
      [
        "Where",
        [
          `Model ${ending.model}, entry ${ending.sequence} (${ending.kind}) at ${ending.at}.`,
          `The whole story: driftwheel explain ${ending.model} ${ending.sequence}`,
        ],
      ],
    ]),
  };
}

/** What is told once more of a page that nobody acknowledged. */
export function escalatedText(model: string, alert: OpenAlert, because: string): AlertText {
  return {
    subject: clip(`Nobody acknowledged: ${alert.subject}`, longestSubject),
    body: sections([
      ["What happened", [`${alert.subject} (since ${alert.at}, and not over).`]],
      ["Why you are told again", [because]],
      [
        "What to do",
        [
          `Say that you take care of it: driftwheel acknowledge ${model} ${alert.sequence} --because "..."`,
          `Read what happened: driftwheel explain ${model} ${alert.about}`,
        ],
      ],
    ]),
  };
}

/** A link as it is told: with its URL, or without one where nothing is set up to answer it. */
export interface ShownLink extends AlertLink {
  readonly url: string | null;
}

/** An alert's text with its links and pages below it; where there is no URL, the command that does the same. */
export function withLinks(
  body: string,
  model: string,
  links: readonly ShownLink[],
  pages: readonly ConsoleLink[] = [],
): string {
  const lines = [
    ...links.flatMap((link) => [`${link.label}:`, link.url ?? `  ${commandOf(link, model)}`]),
    ...pages.flatMap(({ label, url }) => [`${label}:`, url]),
  ];
  return lines.length === 0 ? body : `${body}\n\nLinks\n${lines.join("\n")}`;
}

function commandOf({ action, sequence, package: arn }: AlertLink, model: string): string {
  switch (action) {
    case "explain":
      return `driftwheel explain ${model} ${sequence}`;
    case "acknowledge":
      return `driftwheel acknowledge ${model} ${sequence} --because "..."`;
    case "approve":
    case "reject":
      return `driftwheel ${action} ${model} ${packageVersion(arn) ?? "<version>"} --because "..."`;
  }
}

function subjectLine(model: string, happened: string): string {
  return clip(`${model}: ${happened}`, longestSubject);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function checkInWords({ metric, condition, detail, passed }: GateCheck): string {
  return `${passed ? "passed" : "failed"}: ${metric} (${condition}): ${detail}`;
}

function driftInWords({ since, features, more = 0 }: ConfirmedDrift): readonly string[] {
  const told = features
    .slice(0, mostFeatures)
    .map(({ feature, check, distance, threshold, description }) =>
      distance === null || threshold === null
        ? `${feature} (${check}): ${description}`
        : `${feature} (${check}): distance ${round(distance)}, allowed ${round(threshold)}`,
    );
  const rest = features.length - told.length + more;
  return [`Since ${since}:`, ...told, ...(rest > 0 ? [`and ${rest} more features`] : [])];
}

/** Titles, each with its paragraphs below it, as every alert has them; those without paragraphs are left out. */
export function sections(all: readonly (readonly [title: string, paragraphs: readonly string[]])[]): string {
  return all
    .filter(([, paragraphs]) => paragraphs.length > 0)
    .map(([title, paragraphs]) =>
      [title, ...paragraphs.flatMap((paragraph) => wrap(clip(paragraph, longestSection), "  "))].join("\n"),
    )
    .join("\n\n");
}
