#!/usr/bin/env node
// A WebDriver for Chromium 86 and 108, whose protocol today's chromedriver no longer speaks: as much of it as
// tests/browser uses, by a puppeteer of their years. Started and ended as chromedriver is.
//   driver.mjs --port=PORT
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import puppeteer from "puppeteer-core";

const NAMED = { "\ue017": "Delete" };
const CONTROL = "\ue009"; // held for the rest of the text
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

const sessions = new Map();

class Refusal extends Error {
  constructor(error, message, status = 400) {
    super(message);
    Object.assign(this, { error, status });
  }
}

/** One browser with one page. */
class Session {
  elements = new Map();
  said = [];
  loading = false;

  static async start({ args = [], binary, prefs = {} }) {
    const session = new Session();
    session.browser = await puppeteer.launch({ executablePath: binary, args, defaultViewport: null });
    [session.page] = await session.browser.pages();
    await session.page.setJavaScriptEnabled(prefs["profile.managed_default_content_settings.javascript"] !== 2);
    await session.listen();
    return session;
  }

  async listen() {
    const say = (level, message) => this.said.push({ level, message, timestamp: Date.now() });
    this.page.on("console", (m) => {
      const level = { error: "SEVERE", assert: "SEVERE", warning: "WARNING" }[m.type()] ?? "INFO";
      say(level, `${m.location().url ?? ""} ${m.text()}`);
    });
    this.page.on("pageerror", (e) => say("SEVERE", e.message));
    this.tools = await this.page.target().createCDPSession();
    await this.tools.send("Page.enable");
    const main = this.page.mainFrame()._id;
    const loading = (on) => (e) => e.frameId === main && (this.loading = on);
    for (const event of ["frameScheduledNavigation", "frameStartedLoading"]) this.tools.on(`Page.${event}`, loading(true));
    this.tools.on("Page.frameStoppedLoading", loading(false));
  }

  async find(css) {
    return (await this.page.$$(css)).map((handle) => {
      const id = String(this.elements.size + 1);
      this.elements.set(id, handle);
      return { [ELEMENT]: id };
    });
  }

  /** Clicks as a person can: what is hidden or lies under something else is refused. */
  async click(element) {
    if (await element.evaluate((e) => e.tagName === "OPTION")) {
      const choose = (e) => {
        e.selected = true;
        for (const kind of ["input", "change"]) e.closest("select").dispatchEvent(new Event(kind, { bubbles: true }));
      };
      return element.evaluate(choose);
    }
    const reach = (e) => {
      e.scrollIntoView({ block: "center" });
      const box = e.getBoundingClientRect();
      const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return e.contains(hit) ? "" : `${e.outerHTML} lies under ${hit?.outerHTML ?? "nothing"}`.slice(0, 400);
    };
    const under = await element.evaluate(reach);
    if (under) throw new Refusal("element click intercepted", under);
    const leads = await element.evaluate((e) => Boolean(e.closest("a[href]") || (e.form && e.type === "submit")));
    await element.click();
    for (let i = 0; leads && !this.loading && i < 100; i++) await sleep(10);
    await this.loaded();
  }

  async loaded() {
    for (let i = 0; this.loading; i++) {
      if (i > 3000) throw new Refusal("timeout", `${this.page.url()} does not load`, 500);
      await sleep(10);
    }
  }

  async type(element, text) {
    await element.focus();
    if (!(await element.evaluate((e) => e === document.activeElement))) {
      throw new Refusal("element not interactable", "it takes no focus");
    }
    const { keyboard } = this.page;
    const held = text.startsWith(CONTROL);
    if (held) await keyboard.down("Control");
    for (const key of held ? text.slice(1) : text) {
      if (held || NAMED[key]) await keyboard.press(NAMED[key] ?? key);
      else await keyboard.type(key);
    }
    if (held) await keyboard.up("Control");
  }

  // As expressions, which a page's policy does not forbid as it does `new Function`.
  run = (script, args) => this.page.evaluate(`(function () { ${script}\n})(...${JSON.stringify(args)})`);
  runAsync = (script, args) =>
    this.page.evaluate(`new Promise((done) => (function () { ${script}\n})(...${JSON.stringify(args)}, done))`);
}

/** What a session is asked: session, element where one is named, body, last part of the path. */
const COMMANDS = {
  "POST /timeouts": () => null,
  "GET /url": (s) => s.page.url(),
  "POST /url": (s, _, { url }) => s.page.goto(url).then(() => s.loaded()),
  "POST /refresh": (s) => s.page.reload().then(() => s.loaded()),
  "POST /elements": (s, _, { value }) => s.find(value),
  "POST /element": async (s, _, { value }) => {
    const [first] = await s.find(value);
    if (!first) throw new Refusal("no such element", value, 404);
    return first;
  },
  "POST /element/:id/click": (s, element) => s.click(element),
  "POST /element/:id/value": (s, element, { text }) => s.type(element, text),
  "GET /element/:id/text": (_, element) => element.evaluate((e) => e.innerText),
  "GET /element/:id/property/:name": (_, element, __, name) => element.evaluate((e, name) => e[name], name),
  "GET /element/:id/attribute/:name": (_, element, __, name) => element.evaluate((e, name) => e.getAttribute(name), name),
  "POST /execute/sync": (s, _, { script, args }) => s.run(script, args),
  "POST /execute/async": (s, _, { script, args }) => s.runAsync(script, args),
  "GET /cookie/:name": async (s, _, __, name) => {
    const { value } = (await s.page.cookies()).find((cookie) => cookie.name === name) ?? {};
    if (value === undefined) throw new Refusal("no such cookie", name, 404);
    return { name, value };
  },
  "POST /goog/cdp/execute": (s, _, { cmd, params }) => s.tools.send(cmd, params),
  "POST /se/log": (s) => s.said.splice(0),
  "DELETE ": (s) => s.browser.close(),
};

async function answer(method, path, body) {
  if (path === "/shutdown") return close();
  if (method === "POST" && path === "/session") {
    const { alwaysMatch = {}, firstMatch = [{}] } = body.capabilities ?? {};
    const asked = { ...alwaysMatch, ...firstMatch[0] };
    const session = await Session.start(asked["goog:chromeOptions"] ?? {});
    const sessionId = String(sessions.size + 1);
    sessions.set(sessionId, session);
    return { sessionId, capabilities: { browserVersion: await session.browser.version() } };
  }
  const [, sessionId, rest] = path.match(/^\/session\/([^/]+)(.*)$/) ?? [];
  const session = sessions.get(sessionId);
  if (!session) throw new Refusal("invalid session id", path, 404);
  const [, id, name] = rest.match(/^\/element\/([^/]+)\/[a-z]+(?:\/(.+))?$/) ?? [];
  const [, cookie] = rest.match(/^\/cookie\/(.+)$/) ?? [];
  if (cookie) return COMMANDS[`${method} /cookie/:name`](session, null, body, decodeURIComponent(cookie));
  const pattern = id ? rest.replace(id, ":id").replace(/(property|attribute)\/.+/, "$1/:name") : rest;
  const command = COMMANDS[`${method} ${pattern}`];
  if (!command) throw new Refusal("unknown command", `${method} ${path}`, 404);
  return (await command(session, session.elements.get(id), body, name && decodeURIComponent(name))) ?? null;
}

const close = () => Promise.allSettled([...sessions.values()].map((s) => s.browser.close()));

const server = createServer(async (request, response) => {
  let text = "";
  for await (const part of request) text += part;
  const { pathname } = new URL(request.url, "http://driver");
  if (pathname === "/shutdown") response.on("finish", () => process.exit());
  const send = (status, value) => {
    response.writeHead(status, { "content-type": "application/json", connection: "close" });
    response.end(JSON.stringify({ value }));
  };
  try {
    send(200, await answer(request.method, pathname, JSON.parse(text || "{}")));
  } catch (e) {
    send(e.status ?? 500, { error: e.error ?? "unknown error", message: e.message, stacktrace: "" });
  }
});
const port = process.argv.find((a) => a.startsWith("--port="))?.slice("--port=".length);
server.listen(Number(port), "127.0.0.1");
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => close().then(() => process.exit()));
