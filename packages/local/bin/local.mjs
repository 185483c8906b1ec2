/*
 * Starts the small AWS. Node keeps what it has compiled, types already taken out, so that the next start only reads it:
 * a third of the time, and none of the memory that compiling takes.
 * https://nodejs.org/api/module.html#module-compile-cache
 */
import { enableCompileCache, flushCompileCache, registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

enableCompileCache(fileURLToPath(new URL("../../../node_modules/.cache/compiled", import.meta.url)));
// zod's messages in fifty languages, which nobody asks for: a tenth of all modules.
const withoutLanguages = registerHooks({
  resolve: (asked, context, next) =>
    next(asked === "../locales/index.js" ? "../locales/en.js" : asked, context),
});
await import("../src/main.ts");
withoutLanguages.deregister();
// It would be written at the end, which a killed process does not come to.
flushCompileCache();
