// Throughput of a kept page beside what as many bytes from memory reach in the same process, over several connections.
import { spawnSync } from "node:child_process";

import { median, row } from "./print.mjs";

const CONNECTIONS = 8;
const SECONDS = 1;
const ROUNDS = 5;

// `files` are addresses of the program's own files; the page's bytes lie between those of a smaller and a larger one.
export async function cache(program, load, cookie, page, files) {
  const measure = (url) => {
    const args = [`127.0.0.1:${program.port}`, url, cookie, String(CONNECTIONS), String(SECONDS)];
    const done = spawnSync(load, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    if (done.status !== 0) throw new Error(`load ${url} failed`);
    const [rate, bytes] = done.stdout.trim().split(" ").map(Number);
    return { rate, bytes };
  };
  const sized = files.map((url) => ({ url, bytes: measure(url).bytes })).sort((a, b) => a.bytes - b.bytes);
  const { bytes } = measure(page);
  const after = sized.findIndex((file) => file.bytes >= bytes);
  const [small, large] = after > 0 ? [sized[after - 1], sized[after]] : [sized[0], sized[sized.length - 1]];
  const rounds = Array.from({ length: ROUNDS }, () => [small.url, page, large.url].map((url) => measure(url).rate));
  const [ofSmall, ofPage, ofLarge] = [0, 1, 2].map((i) => median(rounds.map((round) => round[i])));
  // Between two files the time of an answer grows with its bytes.
  const share = (bytes - small.bytes) / (large.bytes - small.bytes);
  const memory = 1 / (1 / ofSmall + (1 / ofLarge - 1 / ofSmall) * share);
  const per = { unit: "/s", digits: 0 };
  const kB = (n) => `${(n / 1000).toFixed(1)} kB`;
  row(`${page}, kept, ${CONNECTIONS} connections`, ofPage, { ...per, note: kB(bytes) });
  const note = `between ${ofSmall.toFixed(0)}/s of ${kB(small.bytes)} and ${ofLarge.toFixed(0)}/s of ${kB(large.bytes)}`;
  row("  the same bytes from memory, same process", memory, { ...per, note });
  row("  ratio", ofPage / memory, { least: 0.5 });
}
