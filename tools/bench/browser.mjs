// What a browser makes of the main pages: Lighthouse as it comes (a phone on a slow line), and on this machine the time
// to the first paint and the bytes of a first visit.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { heading, median, row } from "./print.mjs";

const RUNS = 5;
const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const PAGES = [
  ["sign-in", "/sign-in"],
  ["overview", "/", "reviewer@cnipa.example"],
  ["compare", "/compare", "reviewer@cnipa.example"],
  ["indicator", "/indicators/F2-01", "reviewer@cnipa.example"],
  ["city", "/cities/suzhou", "reviewer@cnipa.example"],
  ["editor", "/reports/suzhou/2026-Q2", "editor@suzhou.example"],
];

const from = createRequire(path.resolve("tools/lighthouse/package.json"));
const load = async (name) => (await import(pathToFileURL(from.resolve(name)))).default;

export async function browser(program) {
  const chromium = ["chromium", "chromium-browser", "google-chrome"].find((name) => spawnSync(name, ["--version"]).status === 0);
  if (!chromium) throw new Error("there is no Chromium");
  const [puppeteer, lighthouse] = [await load("puppeteer-core"), await load("lighthouse")];
  const executablePath = spawnSync("sh", ["-c", `command -v ${chromium}`], { encoding: "utf8" }).stdout.trim();
  await program.start();
  const chrome = await puppeteer.launch({ executablePath, args: FLAGS, headless: true });
  const site = `http://127.0.0.1:${program.port}`;
  try {
    const pages = [];
    for (const [name, url, account] of PAGES) {
      const cookie = account && (await program.signIn(account));
      pages.push({ name, url, extraHeaders: { ...(cookie && { Cookie: cookie }), "Accept-Language": "zh-CN" } });
    }
    heading("A first visit in a browser");
    for (const { name, url, extraHeaders } of pages) await first(chrome, name, site, url, extraHeaders);
    for (const { name, url, extraHeaders } of pages) {
      heading(`Lighthouse: ${name}, ${url}`);
      const results = [];
      for (let run = 0; run < RUNS; run += 1) {
        const { lhr } = await lighthouse(site + url, {
          port: new URL(chrome.wsEndpoint()).port,
          extraHeaders,
          logLevel: "error",
          onlyCategories: ["performance", "accessibility", "best-practices"],
        });
        results.push(lhr);
      }
      for (const [category, least] of [["performance", 98], ["accessibility", 100], ["best-practices", 100]]) {
        row(`  ${category}, median of ${RUNS}`, median(results.map((r) => r.categories[category].score * 100)), { least, digits: 0 });
        for (const fault of faults(results[0], category)) console.log(`    ${fault}`);
      }
    }
  } finally {
    await chrome.close();
    await program.stop();
  }
}

// What Lighthouse holds against a page, in a category that is short of its whole score.
function faults(result, category) {
  const { score, auditRefs } = result.categories[category];
  if (score === 1) return [];
  const short = auditRefs.filter((ref) => ref.weight > 0 && (result.audits[ref.id].score ?? 1) < 1);
  return short.map((ref) => `${ref.id}: ${result.audits[ref.id].displayValue ?? result.audits[ref.id].title}`);
}

// First visits with an empty cache, in a browser that is up: bytes over the wire, and from the start of the visit until
// the largest part of the page was painted.
async function first(chrome, name, site, url, headers) {
  const [bytes, drawn] = [[], []];
  for (let run = 0; run < RUNS; run += 1) {
    const context = await chrome.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 1366, height: 768 });
    await page.setExtraHTTPHeaders(headers);
    await page.goto(`${site}/healthz`);
    const tools = await page.createCDPSession();
    await tools.send("Network.enable");
    let sum = 0;
    tools.on("Network.loadingFinished", (e) => { sum += e.encodedDataLength; });
    await page.goto(site + url, { waitUntil: "networkidle0" });
    const painted = await page.evaluate(() => new Promise((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true });
    }));
    bytes.push(sum / 1000);
    drawn.push(painted);
    await context.close();
  }
  row(`${name}, bytes over the wire`, median(bytes), { most: 250, unit: "kB", digits: 0 });
  row(`${name}, largest paint, median of ${RUNS}`, median(drawn), { most: 300, unit: "ms", digits: 0 });
}
