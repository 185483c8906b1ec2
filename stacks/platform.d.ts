/// <reference path="../.sst/platform/config.d.ts" />
