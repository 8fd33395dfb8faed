// The library of practices and a search in it, with 2,000 practices of about 1,500 characters, on both databases.
import { spawnSync } from "node:child_process";

import { page } from "./pages.mjs";
import { heading } from "./print.mjs";
import { Program } from "./program.mjs";

const MANY = 2000;
// Found in a quarter of them, in few, and in none.
const PAGES = ["/practices", "/practices?q=%E7%AA%97%E5%8F%A3", "/practices?q=C-10042", "/practices?q=%E9%87%8F%E5%AD%90&aspect=facilitation"];

export async function practices({ file, port, folder, library, urls, floor }) {
  for (const [kind, url] of Object.entries(urls)) {
    heading(`${MANY} practices on ${kind}`);
    const address = url();
    const env = { DATABASE_URL: address, PILOTBOARD_KEY_FILE: `${folder}/key-practices` };
    const program = new Program(file, port, env);
    program.run("demo");
    const done = spawnSync(library, [address, String(MANY)], { stdio: ["ignore", "ignore", "inherit"] });
    if (done.status !== 0) throw new Error("the library could not be filled");
    await program.start();
    const cookie = await program.signIn("reviewer@cnipa.example");
    for (const path of PAGES) await page(program, path, cookie, floor, { times: 60, most: 50 });
    await program.stop();
  }
}
