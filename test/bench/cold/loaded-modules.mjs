// Loaded with --import: tells which of the bundle's files a process loads.
import { writeSync } from "node:fs";
import { registerHooks } from "node:module";

registerHooks({
  load(url, context, next) {
    if (url.startsWith("file:")) writeSync(3, `${url}\n`);
    return next(url, context);
  },
});
