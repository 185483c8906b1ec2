import { monitorEnvironment } from "./container/monitor-environment.ts";
import { runAnalyzer } from "./container/run-analyzer.ts";
import { analyzeDataQuality } from "./data-quality/analyze-data-quality.ts";
import { analyzeModelQuality } from "./model-quality/analyze-model-quality.ts";

/** What `sagemaker-model-monitor-analyzer` is on this machine: the program of its container. */
await runAnalyzer(async () => {
  const environment = monitorEnvironment(process.env);
  switch (environment.analysis_type) {
    case "DATA_QUALITY":
      return await analyzeDataQuality(environment);
    case "MODEL_QUALITY":
      return await analyzeModelQuality(environment);
  }
});
