#!/usr/bin/env bash
# Makes statistics.fixture.json: the statistics of the apples' training set by Deequ itself, on Spark. Needs a JDK 17
# and Maven; the versions are those of pom.xml.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
mvn -q -B dependency:build-classpath -Dmdep.outputFile="$work/classpath"
javac -cp "$(cat "$work/classpath")" -d "$work" DeequStatistics.java
node --input-type=module > "$work/apples.csv" << 'END'
import { appleColumns, trainingApples } from "./apples.fixture.ts";
const lines = [appleColumns, ...trainingApples()].map((row) => row.map((value) => value ?? "").join(","));
process.stdout.write(`${lines.join("\n")}\n`);
END
# Spark reads what the JDK keeps to itself: https://spark.apache.org/docs/3.5.0/#downloading
opens=()
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
  java.util.concurrent.atomic sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
  opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
java "${opens[@]}" -cp "$work:$(cat "$work/classpath")" DeequStatistics "$work/apples.csv" statistics.fixture.json
npx --no-install biome format --write statistics.fixture.json
