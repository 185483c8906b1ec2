#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > 20 || (major === 20 && minor >= 16)) await import("../lib/main.js");
else {
  process.stderr.write(`driftwheel needs Node 20.16 or newer; this one is ${process.versions.node}.\n`);
  process.exitCode = 1;
}
