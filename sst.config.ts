/// <reference path="./.sst/platform/config.d.ts" />

export default $config({
  async app(input) {
    const { app } = await import("./stacks/app.ts");
    return app(input?.stage);
  },
  async run() {
    const { Driftwheel, settingsOfStage } = await import("./stacks/component.ts");
    return new Driftwheel("Driftwheel", settingsOfStage()).created;
  },
});
