// Field saves of fifty people, beside bare writes to the same kind of database.
import { spawnSync } from "node:child_process";

import { median, ms, p99, row } from "./print.mjs";

const PEOPLE = 50;
const CITIES = ["suzhou", "changsha", "changchun", "kunming"];

export async function saves(program, writes, url) {
  const people = [];
  for (let i = 0; i < PEOPLE; i += 1) {
    const city = CITIES[i % CITIES.length];
    people.push({ city, i, cookie: await program.signIn(`editor@${city}.example`) });
  }
  const save = async (p, n) => {
    const answer = await program.request("POST", "/islands/save", {
      cookie: p.cookie,
      type: "application/json",
      body: JSON.stringify({
        city: p.city,
        period: "2026-Q2",
        item: `S1-0${2 + (p.i % 3)}`,
        fields: [["explanation", `note ${p.i} ${n}`]],
        seen: 9e15,
      }),
    });
    if (answer.status !== 200) throw new Error(`save answered ${answer.status}: ${answer.body}`);
    return answer.ms;
  };

  // Each leaves one field a second, for ten seconds.
  const paced = [];
  await Promise.all(
    people.map(async (p) => {
      await new Promise((resolve) => setTimeout(resolve, (p.i * 1000) / PEOPLE));
      for (let n = 0; n < 10; n += 1) {
        const begun = Date.now();
        paced.push(await save(p, n));
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, 1000 - (Date.now() - begun))));
      }
    }),
  );
  const done = spawnSync(writes, [url, "300"], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (done.status !== 0) throw new Error("the bare writes failed");
  const bare = done.stdout.trim().split("\n").map(Number);
  const note = `floor ${ms(median(bare))} median, ${ms(p99(bare))} p99 (one bare row, durable)`;
  row(`field save, ${PEOPLE} people, one a second each, median`, median(paced), { unit: "ms", note });
  row(`field save, ${PEOPLE} people, one a second each, p99`, p99(paced), { most: 20, unit: "ms", note });
  const fast = [];
  const begun = Date.now();
  await Promise.all(people.map(async (p) => { for (let n = 0; n < 20; n += 1) fast.push(await save(p, `f${n}`)); }));
  const rate = `${Math.round((fast.length * 1000) / (Date.now() - begun))} saves a second`;
  row(`field save, ${PEOPLE} people as fast as it goes, p99`, p99(fast), { unit: "ms", note: rate });
}
