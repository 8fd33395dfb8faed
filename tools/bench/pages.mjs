// Server time of pages and files, and what they ask of the database.
import fs from "node:fs";

import { median, ms, row } from "./print.mjs";

export const PAGES = ["/", "/compare", "/indicators/F2-01", "/indicators", "/cities/kunming", "/reports", "/schemes"];
// Milliseconds that the product allows itself.
export const MOST = { "/": 10, "/schemes": 20 };
export const FILES = ["/charts/trend.svg?indicator=F2-01", "/charts/heat-map.svg", "/charts/trend.png?indicator=F2-01"];

// What so many bytes from memory take in the same process: between the times of a small and a large file of its own.
export async function floorOf(program, cookie, files) {
  const points = [];
  for (const url of files) {
    const { all, bytes } = await program.many(200, url, cookie);
    points.push({ bytes, ms: median(all) });
  }
  points.sort((a, b) => a.bytes - b.bytes);
  const [small, large] = [points[0], points[points.length - 1]];
  const slope = Math.max(0, (large.ms - small.ms) / (large.bytes - small.bytes));
  return (bytes) => small.ms + slope * Math.max(0, bytes - small.bytes);
}

export async function page(program, url, cookie, floor, { name = url, times = 200, ...budget } = {}) {
  const { all, bytes } = await program.many(times, url, cookie);
  const note = `floor ${ms(floor(bytes))} (${Math.round(bytes / 1000)} kB from memory)`;
  row(`${name}, median`, median(all), { unit: "ms", note, ...budget });
  return median(all);
}

// How many statements each page asks of the database and how many rows come, by the database library's own log.
export async function statements(program, folder, urls) {
  const file = `${folder}/statements.log`;
  const log = fs.openSync(file, "w+");
  await program.start("warn,sqlx=debug", log);
  const cookie = await program.signIn("reviewer@cnipa.example");
  // The first visit opens connections; what that asks is not the page's.
  await program.request("GET", urls[0], { cookie });
  for (const url of urls) {
    const from = fs.fstatSync(log).size;
    const answer = await program.request("GET", url, { cookie });
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
    const lines = fs.readFileSync(file).subarray(from).toString().split("\n");
    const found = lines.filter((line) => !line.includes("PRAGMA")).map((line) => /sqlx::query.* rows_returned=(\d+)/.exec(line));
    const counts = found.filter(Boolean).map((match) => Number(match[1]));
    row(url, `${counts.length} / ${counts.reduce((sum, n) => sum + n, 0)}`);
  }
  await program.stop();
  fs.closeSync(log);
}
