import type { Colors } from "../context/context.ts";

/** Colours a text as fits the model's status: red where a person must act, yellow where something goes on. */
export function statusColour(status: string, text: string, colors: Colors): string {
  if (status === "held" || status === "unwatched") return colors.red(text);
  return status === "steady" ? colors.green(text) : colors.yellow(text);
}
