/** What SST calls the app, and how it treats a stage. Data of production outlives a removed stage. */
export function app(stage: string | undefined) {
  const production = stage === "production";
  return {
    name: "driftwheel",
    home: "aws" as const,
    removal: production ? ("retain" as const) : ("remove" as const),
    protect: production,
  };
}
