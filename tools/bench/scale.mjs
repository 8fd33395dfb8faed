// The overview of a whole pilot year on both databases, and what it costs where there is more of everything.
import { spawnSync } from "node:child_process";

import { Program } from "./program.mjs";
import { page, statements } from "./pages.mjs";
import { heading, row } from "./print.mjs";

// The pilot's year is over: twelve months of figures.
const TODAY = "2026-10-20";
const TIMES = 37;
const YEARS = 5;

export async function scale({ file, port, folder, enlarge, urls, floor }) {
  for (const [kind, url] of Object.entries(urls)) {
    heading(`The overview on ${kind}`);
    const most = kind === "SQLite" ? 10 : 20;
    const year = await store(`${kind}, 9 cities x 12 months`, url(), {}, { most });
    for (const [years, budget] of [[1, {}], [YEARS, { most: 100 }]]) {
      const table = `${folder}/cities-${years}.csv`;
      const wide = await store(`${kind}, ${9 * TIMES} cities x ${12 * years} months`, url(), { table, years }, budget);
      if (years === 1) row(`  growth at ${TIMES} times the cities`, wide / year, { most: 10 });
    }
  }

  async function store(name, address, { table, years }, budget) {
    const env = { DATABASE_URL: address, PILOTBOARD_KEY_FILE: `${folder}/key-scale` };
    new Program(file, port, env).run("demo", "--today", TODAY);
    if (table) {
      const done = spawnSync(enlarge, [address, table, String(TIMES), String(years)], { stdio: ["ignore", "ignore", "inherit"] });
      if (done.status !== 0) throw new Error("the store could not be enlarged");
    }
    const program = new Program(file, port, env, table ? ["--cities", table] : []);
    await program.start();
    const cookie = await program.signIn("reviewer@cnipa.example");
    const figure = await page(program, "/", cookie, floor, { name, times: table ? 30 : 200, ...budget });
    await program.stop();
    if (table) await statements(program, folder, ["/"]);
    return figure;
  }
}
