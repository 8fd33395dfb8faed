// Measures the built program on fresh demonstration stores and prints each figure beside its budget and a floor taken
// in the same run: a machine's speed drifts, a ratio lasts.
// Usage: node tools/bench/main.mjs PROGRAM FOLDER_OF_TOOLS [PART ...]
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { browser } from "./browser.mjs";
import { cache } from "./cache.mjs";
import { FILES, MOST, PAGES, floorOf, page, statements } from "./pages.mjs";
import { practices } from "./practices.mjs";
import { postgres } from "./postgres.mjs";
import { heading, median, ms, row } from "./print.mjs";
import { problems } from "./problems.mjs";
import { Program, done } from "./program.mjs";
import { saves } from "./saves.mjs";
import { scale } from "./scale.mjs";

const [file, tools, ...parts] = process.argv.slice(2);
const wanted = (part) => parts.length === 0 || parts.includes(part);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pilotboard-bench-"));
const port = 3900 + (process.pid % 90);
const reviewer = "reviewer@cnipa.example";

const timed = (command, ...args) => {
  const begun = process.hrtime.bigint();
  const { stdout } = spawnSync(command, args, { encoding: "utf8" });
  return { ms: Number(process.hrtime.bigint() - begun) / 1e6, stdout };
};

async function main() {
  const address = `sqlite:${folder}/bench.db`;
  const env = { DATABASE_URL: address, PILOTBOARD_KEY_FILE: `${folder}/key` };
  const program = new Program(file, port, env);
  program.run("demo");

  const size = (ending) =>
    fs.readdirSync("dist/pkg").filter((f) => f.endsWith(ending)).reduce((n, f) => n + fs.statSync(`dist/pkg/${f}`).size, 0);
  heading("The program");
  row("browser code, brotli", (size(".wasm.br") + size(".js.br")) / 1000, { most: 150, unit: "kB", digits: 1 });
  const starts = [];
  for (let i = 0; i < 5; i += 1) {
    if (i > 0) await program.stop();
    starts.push(await program.start());
  }
  const bare = Array.from({ length: 5 }, () => timed(file, "--version").ms);
  const note = `floor ${ms(median(bare))} (the program printing its version)`;
  row("start to first answer, median of 5", median(starts), { most: 300, unit: "ms", note });

  const cookie = await program.signIn(reviewer);
  const own = fs.readdirSync("dist/pkg").filter((f) => /^pilotboard\.[0-9a-f]+(_bg\.wasm|\.css)$/.test(f));
  const floor = await floorOf(program, cookie, own.map((f) => `/pkg/${f}`));
  if (wanted("pages")) {
    heading("Server time, CNIPA's reviewer, SQLite");
    for (const url of PAGES) await page(program, url, cookie, floor, MOST[url] ? { most: MOST[url] } : {});
    for (const url of FILES) await page(program, url, cookie, floor, { times: url.includes(".png") ? 20 : 200 });
    const drawn = timed(`${tools}/floor`).stdout.trim();
    row("  floor of charts: a trend of nine cities, bare plotters", Number(drawn), { unit: "ms" });
  }
  if (wanted("saves")) {
    heading("Saving a field");
    await saves(program, `${tools}/writes`, address);
    const status = fs.readFileSync(`/proc/${program.child.pid}/status`, "utf8");
    const peak = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000;
    row("memory of the process, peak", peak, { most: 128, unit: "MB", digits: 0 });
  }
  await program.stop();
  if (wanted("pages")) {
    heading("Statements and rows of a visit");
    await statements(program, folder, [...PAGES, ...FILES.slice(0, 2)]);
  }
  if (["scale", "problems", "practices"].some(wanted)) {
    const server = await postgres();
    if (!server) console.log("PostgreSQL is not measured: initdb is not installed.");
    let number = 0;
    const sqlite = () => `sqlite:${folder}/scale-${(number += 1)}.db`;
    const urls = { SQLite: sqlite, ...(server && { PostgreSQL: () => server.database() }) };
    if (wanted("problems")) await problems({ file, port, folder, fill: `${tools}/problems`, urls, floor });
    if (wanted("scale")) await scale({ file, port, folder, enlarge: `${tools}/enlarge`, urls, floor });
    if (wanted("practices")) await practices({ file, port, folder, library: `${tools}/library`, urls, floor });
    await server?.stop();
  }
  if (wanted("browser")) await browser(program, folder);
  if (wanted("cache")) {
    heading("Answers kept in memory");
    const keeping = new Program(file, port, { ...env, PILOTBOARD_CACHE_MEGABYTES: "32" });
    await keeping.start();
    const files = fs.readdirSync("dist/pkg").filter((f) => /^pilotboard.*\.(js|css|wasm)$/.test(f)).map((f) => `/pkg/${f}`);
    const page = "/compare?indicator=F2-01&period=2026-05";
    await cache(keeping, `${tools}/load`, await keeping.signIn(reviewer), page, files);
    await keeping.stop();
  }
}

try {
  await main();
} finally {
  done();
  fs.rmSync(folder, { recursive: true, force: true });
}
