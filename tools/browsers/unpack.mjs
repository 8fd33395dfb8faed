#!/usr/bin/env node
// Unpacks the browsers of package.json, each beside the archive that its npm package carries. Linux on x86-64 only.
import { chmodSync, createReadStream, createWriteStream, existsSync, renameSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";

for (const name of ["@sparticuz/chromium", "chrome-aws-lambda"]) {
  const browser = fileURLToPath(new URL(`node_modules/${name}/bin/chromium`, import.meta.url));
  if (existsSync(browser)) continue;
  const part = `${browser}.${process.pid}`;
  await pipeline(createReadStream(`${browser}.br`), createBrotliDecompress(), createWriteStream(part));
  chmodSync(part, 0o755);
  renameSync(part, browser);
}
