// A private, durable PostgreSQL, gone with this process; none where it is not installed.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";

export async function postgres() {
  const root = "/usr/lib/postgresql";
  const versions = fs.existsSync(root) ? fs.readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((v) => `${root}/${v}/bin`), ...(process.env.PATH ?? "").split(":")];
  const bin = folders.find((folder) => fs.existsSync(`${folder}/initdb`));
  if (!bin) return undefined;
  // initdb refuses root.
  const as = process.getuid() === 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "sh"] : ["sh"];
  const script = fs.readFileSync("tools/postgres.sh", "utf8");
  const child = spawn(as[0], [...as.slice(1), "-c", script], {
    env: { ...process.env, BIN: bin, FSYNC: "on" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const socket = await new Promise((resolve, reject) => {
    child.stdout.once("data", (text) => resolve(text.toString().trim()));
    child.once("exit", () => reject(new Error("PostgreSQL did not start")));
  });
  let number = 0;
  return {
    database() {
      const name = `b${(number += 1)}`;
      const done = spawnSync(`${bin}/psql`, ["-h", socket, "-U", "pilotboard", "-d", "postgres", "-q", "-c", `CREATE DATABASE ${name}`]);
      if (done.status !== 0) throw new Error(`CREATE DATABASE: ${done.stderr}`);
      return `postgres://pilotboard@localhost/${name}?host=${encodeURIComponent(socket)}`;
    },
    async stop() {
      child.removeAllListeners("exit");
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.stdin.end();
      await gone;
    },
  };
}
