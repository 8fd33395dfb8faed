// Builds and serves the demonstration at 127.0.0.1:3000 anew after every change; open pages load themselves anew.
import { spawn } from "node:child_process";
import { watch } from "node:fs";

const FOLDERS = ["app", "server", "style", "migrations"];
const SOURCE = /\.(rs|css|sql|csv|toml|svg)$/;
// What an editor writes in several goes is one change.
const SETTLED = 300;
const target = process.env.CARGO_TARGET_DIR ?? "target";
const steps = `node tools/bundle.mjs && cargo build -p server --features reload &&
  "${target}/debug/pilotboard" demo && exec "${target}/debug/pilotboard" serve`;

let child, pending;

function start() {
  child = spawn("bash", ["-c", steps], { stdio: "inherit", detached: true });
  child.on("exit", (code) => code && console.log("dev: waiting for a change"));
}

// At once and with all it started: open pages hold a connection that a gentle stop would wait for.
function stop() {
  return new Promise((stopped) => {
    if (child.exitCode !== null || child.signalCode !== null) return stopped();
    child.on("exit", stopped);
    process.kill(-child.pid, "SIGKILL");
  });
}

for (const folder of FOLDERS) {
  watch(folder, { recursive: true }, (_, file) => {
    if (!SOURCE.test(file ?? "")) return;
    clearTimeout(pending);
    pending = setTimeout(async () => {
      console.log(`dev: ${folder}/${file} changed`);
      await stop();
      start();
    }, SETTLED);
  });
}
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop().then(() => process.exit()));
start();
