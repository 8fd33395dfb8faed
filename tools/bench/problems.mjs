// The problem register with ten thousand problems on both databases: its first page, a filter, a search.
import { spawnSync } from "node:child_process";

import { page } from "./pages.mjs";
import { heading } from "./print.mjs";
import { Program } from "./program.mjs";

const COUNT = 10_000;
const PAGES = {
  "register": "/problems",
  "a city's open ones": "/problems?city=kunming&by=state",
  "all, page 200": "/problems?state=all&page=200",
  "a search in Chinese": `/problems?state=all&q=${encodeURIComponent("电子证照")}`,
  "one problem with what is alike": "/problems/P-0028",
};

export async function problems({ file, port, folder, fill, urls, floor }) {
  for (const [kind, url] of Object.entries(urls)) {
    heading(`The register of ${COUNT} problems on ${kind}`);
    const address = url();
    const env = { DATABASE_URL: address, PILOTBOARD_KEY_FILE: `${folder}/key-problems` };
    new Program(file, port, env).run("demo");
    const done = spawnSync(fill, [address, String(COUNT)], { stdio: ["ignore", "ignore", "inherit"] });
    if (done.status !== 0) throw new Error("the register could not be filled");
    const program = new Program(file, port, env);
    await program.start();
    const cookie = await program.signIn("reviewer@cnipa.example");
    for (const [name, path] of Object.entries(PAGES)) {
      const budget = path.startsWith("/problems?") || path === "/problems" ? { most: 50 } : {};
      await page(program, path, cookie, floor, { name, times: 50, ...budget });
    }
    await program.stop();
  }
}
