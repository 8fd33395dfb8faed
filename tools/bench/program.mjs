// The program under measurement: its store, its process, requests to it.
import { spawn, spawnSync } from "node:child_process";
import http from "node:http";

export const PASSWORD = "pilot-demo-2026";
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

export class Program {
  // `env` names the store; `args` are added to `serve`. What a page costs is measured with no answer kept in memory.
  constructor(file, port, env, args = []) {
    Object.assign(this, { file, port, env: { ...process.env, PILOTBOARD_CACHE_MEGABYTES: "0", ...env }, args });
  }

  // Runs a command to its end.
  run(...args) {
    const done = spawnSync(this.file, args, { env: this.env, stdio: ["ignore", "ignore", "inherit"] });
    if (done.status !== 0) throw new Error(`pilotboard ${args.join(" ")} failed`);
  }

  // Starts it and gives the milliseconds to its first answer.
  async start(log = "warn", out = "inherit") {
    const begun = process.hrtime.bigint();
    const args = ["serve", "--listen", `127.0.0.1:${this.port}`, "--log", log, ...this.args];
    this.child = spawn(this.file, args, { env: this.env, stdio: ["ignore", out, out] });
    for (;;) {
      try {
        if ((await this.request("GET", "/healthz")).status === 200) break;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      if (this.child.exitCode !== null) throw new Error("the program stopped");
    }
    return Number(process.hrtime.bigint() - begun) / 1e6;
  }

  async stop() {
    const gone = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGTERM");
    await gone;
  }

  request(method, url, { cookie, body, type, language = "en" } = {}) {
    return new Promise((resolve, reject) => {
      const headers = { "sec-fetch-site": "same-origin", "accept-language": language };
      if (cookie) headers.cookie = cookie;
      if (body !== undefined) {
        headers["content-type"] = type ?? "application/x-www-form-urlencoded";
        headers["content-length"] = Buffer.byteLength(body);
      }
      const started = process.hrtime.bigint();
      const call = http.request({ host: "127.0.0.1", port: this.port, method, path: url, headers, agent }, (answer) => {
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

  // Signs in and gives the cookie.
  async signIn(account) {
    const body = new URLSearchParams({ email: account, password: PASSWORD }).toString();
    const answer = await this.request("POST", "/sign-in", { body });
    const cookie = (answer.headers["set-cookie"] ?? []).find((c) => c.startsWith("pilotboard="));
    if (!cookie) throw new Error(`${account} could not sign in: ${answer.status}`);
    return cookie.split(";")[0];
  }

  // The same request so many times, one after another: milliseconds of each but the first tenth, and the bytes.
  async many(times, url, cookie) {
    const all = [];
    let bytes = 0;
    for (let i = 0; i < times; i += 1) {
      const answer = await this.request("GET", url, { cookie });
      if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
      bytes = answer.body.length;
      if (i >= times / 10) all.push(answer.ms);
    }
    return { all, bytes };
  }
}

export function done() {
  agent.destroy();
}
