import { servedInWords } from "../policy/batch/served.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import type { Severity } from "../vocabulary/severity.ts";
import { clip } from "../words/wrap.ts";
import { type AlertText, longestSubject, sections } from "./alert-text.ts";

interface TestAlert {
  readonly model: string;
  readonly severity: Severity;
  readonly by: string;
  readonly reason: string;
  readonly policy: ModelPolicy;
  /** Sequence of the `command-accepted` that asked for it. */
  readonly command: number;
  readonly at: string;
}

/** What a test alert tells: that it is one, in its first word and in every section, and who wanted it. */
export function testText({ model, severity, by, reason, policy, command, at }: TestAlert): AlertText {
  return {
    subject: clip(`TEST, nothing is wrong: ${model} at ${severity}`, longestSubject),
    body: sections([
      [
        "This is a test",
        [`Nothing is wrong with ${model}. You see what an alert at ${severity} looks like.`],
      ],
      ["Why", [`${by} asked for it: ${reason}`]],
      ["What to do", ["Nothing, but tell whoever asked that it arrived, and where."]],
      [
        "Where",
        [
          `Model ${model}, ${servedInWords(policy)}, entry ${command} (command-accepted) at ${at}.`,
          `The whole story: driftwheel explain ${model} ${command}`,
        ],
      ],
    ]),
  };
}
