// Measures the built program on a fresh demonstration store and prints each figure beside its budget and a floor
// taken in the same run: this machine's speed drifts, a ratio lasts. Usage: node tools/bench.mjs PROGRAM
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";

const program = process.argv[2];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pilotboard-bench-"));
const env = { ...process.env, DATABASE_URL: `sqlite:${folder}/bench.db`, PILOTBOARD_KEY_FILE: `${folder}/key` };
const port = 3900 + (process.pid % 90);
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

function request(method, url, { cookie, body, type } = {}) {
  return new Promise((resolve, reject) => {
    const headers = { "sec-fetch-site": "same-origin", "accept-language": "en" };
    if (cookie) headers.cookie = cookie;
    if (body !== undefined) {
      headers["content-type"] = type ?? "application/x-www-form-urlencoded";
      headers["content-length"] = Buffer.byteLength(body);
    }
    const started = process.hrtime.bigint();
    const call = http.request({ host: "127.0.0.1", port, method, path: url, headers, agent }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const ms = Number(process.hrtime.bigint() - started) / 1e6;
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts), ms });
      });
    });
    call.on("error", reject);
    call.end(body);
  });
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const median = (all) => at([...all].sort((a, b) => a - b), 0.5);
const p99 = (all) => at([...all].sort((a, b) => a - b), 0.99);
const ms = (value) => `${value.toFixed(2)} ms`;

function row(what, figure, budget, floor = "") {
  console.log(`${what.padEnd(52)} ${figure.padStart(12)}   budget ${budget.padEnd(10)} ${floor}`);
}

async function started(log = "warn", out = "inherit") {
  const begun = process.hrtime.bigint();
  const child = spawn(program, ["serve", "--listen", `127.0.0.1:${port}`, "--log", log], { env, stdio: ["ignore", out, out] });
  for (;;) {
    try {
      if ((await request("GET", "/healthz")).status === 200) break;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    if (child.exitCode !== null) throw new Error("the program stopped");
  }
  return { child, ms: Number(process.hrtime.bigint() - begun) / 1e6 };
}

async function stopped(child) {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}

async function signIn(account) {
  const body = new URLSearchParams({ email: account, password: "pilot-demo-2026" }).toString();
  const answer = await request("POST", "/sign-in", { body });
  const cookie = (answer.headers["set-cookie"] ?? []).find((c) => c.startsWith("pilotboard="));
  if (!cookie) throw new Error(`${account} could not sign in: ${answer.status}`);
  return cookie.split(";")[0];
}

async function many(times, call) {
  const all = [];
  for (let i = 0; i < times; i += 1) {
    const answer = await call(i);
    if (answer.status !== 200) throw new Error(`status ${answer.status}`);
    if (i >= times / 10) all.push(answer.ms);
  }
  return all;
}

// How many statements a page asks of the database and how many rows come, by the database library's own log.
async function statements(pages) {
  const log = fs.openSync(`${folder}/log`, "w+");
  const { child } = await started("warn,sqlx=debug", log);
  const cookie = await signIn("reviewer@cnipa.example");
  for (const url of pages) {
    const from = fs.fstatSync(log).size;
    const answer = await request("GET", url, { cookie });
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
    const lines = fs.readFileSync(`${folder}/log`).subarray(from).toString().split("\n");
    const rows = lines.map((line) => /sqlx::query.* rows_returned=(\d+)/.exec(line)).filter(Boolean);
    const sum = rows.reduce((n, found) => n + Number(found[1]), 0);
    row(`${url}`, `${rows.length} / ${sum}`, "—", "statements / rows");
  }
  await stopped(child);
  fs.closeSync(log);
}

const PAGES = ["/", "/compare", "/indicators/F2-01", "/indicators", "/cities/kunming", "/reports", "/charts/trend.svg?indicator=F2-01", "/charts/heat-map.svg"];

async function main() {
  const size = (ending) =>
    fs.readdirSync("dist/pkg").filter((f) => f.endsWith(ending)).reduce((n, f) => n + fs.statSync(`dist/pkg/${f}`).size, 0);
  const made = spawnSync(program, ["demo"], { env, stdio: ["ignore", "inherit", "inherit"] });
  if (made.status !== 0) throw new Error("the demonstration could not be made");

  const starts = [];
  let running;
  for (let i = 0; i < 5; i += 1) {
    if (running) await stopped(running.child);
    running = await started();
    starts.push(running.ms);
  }
  const bare = [];
  for (let i = 0; i < 5; i += 1) {
    const begun = process.hrtime.bigint();
    spawnSync(program, ["--version"]);
    bare.push(Number(process.hrtime.bigint() - begun) / 1e6);
  }
  row("browser code, brotli", `${((size(".wasm.br") + size(".js.br")) / 1000).toFixed(1)} kB`, "150 kB");
  row("start to first answer, median of 5", ms(median(starts)), "300 ms", `floor ${ms(median(bare))} (the program printing its version)`);

  const cnipa = await signIn("reviewer@cnipa.example");
  const css = fs.readdirSync("dist/pkg").find((f) => /^pilotboard\.[0-9a-f]+\.css$/.test(f));
  const floor = await many(300, () => request("GET", `/pkg/${css}`));
  for (const url of [...PAGES, "/charts/trend.png?indicator=F2-01"]) {
    const all = await many(url.includes(".png") ? 20 : 200, () => request("GET", url, { cookie: cnipa }));
    row(`${url}, median`, ms(median(all)), url === "/" ? "10 ms" : "—", `floor ${ms(median(floor))} (a file of ${fs.statSync(`dist/pkg/${css}`).size} bytes from memory)`);
  }

  // Saves: each editor leaves one field a second, for ten seconds; fifty at once.
  const cities = ["suzhou", "changsha", "changchun", "kunming"];
  const people = [];
  for (let i = 0; i < 50; i += 1) {
    const city = cities[i % cities.length];
    people.push({ city, i, cookie: await signIn(`editor@${city}.example`) });
  }
  const save = (p, n) =>
    request("POST", "/islands/save", {
      cookie: p.cookie,
      type: "application/json",
      body: JSON.stringify({ city: p.city, period: "2026-Q2", item: `S1-0${2 + (p.i % 3)}`, fields: [["explanation", `note ${p.i} ${n}`]], seen: 9e15 }),
    });
  const saves = [];
  await Promise.all(
    people.map(async (p) => {
      await new Promise((resolve) => setTimeout(resolve, (p.i * 1000) / people.length));
      for (let n = 0; n < 10; n += 1) {
        const begun = Date.now();
        const answer = await save(p, n);
        if (answer.status !== 200) throw new Error(`save answered ${answer.status}: ${answer.body}`);
        saves.push(answer.ms);
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, 1000 - (Date.now() - begun))));
      }
    }),
  );
  const file = fs.openSync(`${folder}/floor`, "w");
  const page = Buffer.alloc(4096, 1);
  const writes = [];
  for (let i = 0; i < 300; i += 1) {
    const begun = process.hrtime.bigint();
    fs.writeSync(file, page);
    fs.fdatasyncSync(file);
    writes.push(Number(process.hrtime.bigint() - begun) / 1e6);
  }
  const note = `floor ${ms(median(writes))} median, ${ms(p99(writes))} p99 (4 kB written and synced)`;
  row("field save, 50 people, one a second each, median", ms(median(saves)), "—", note);
  row("field save, 50 people, one a second each, p99", ms(p99(saves)), "20 ms", note);
  const fast = [];
  const begun = Date.now();
  await Promise.all(people.map(async (p) => { for (let n = 0; n < 20; n += 1) fast.push((await save(p, `f${n}`)).ms); }));
  row("field save, 50 people as fast as it goes, p99", ms(p99(fast)), "—", `${Math.round((fast.length * 1000) / (Date.now() - begun))} saves a second`);
  const memory = /VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${running.child.pid}/status`, "utf8"));
  row("memory of the process, peak", `${(Number(memory?.[1] ?? 0) / 1000).toFixed(0)} MB`, "128 MB");
  await stopped(running.child);
  await statements(PAGES);
}

try {
  await main();
} finally {
  agent.destroy();
  fs.rmSync(folder, { recursive: true, force: true });
}
