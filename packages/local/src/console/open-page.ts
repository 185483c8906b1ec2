import { spawn } from "node:child_process";

const openers: Readonly<Record<string, readonly string[]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};

/** Opens a page in the person's browser; where there is none nothing happens, since its address was told. */
export function openPage(url: string): void {
  const [command = "xdg-open", ...words] = openers[process.platform] ?? ["xdg-open"];
  const opening = spawn(command, [...words, url], { detached: true, stdio: "ignore" });
  opening.on("error", () => {});
  opening.unref();
}
