#!/usr/bin/env node
// Makes dist/: the browser code and the styles, named by one hash of their content, compressed once.
// The server embeds dist/pkg. Nothing is done while the sources are as they were.
//   --check   fail if the browser code is over its budget
//
// An island's id hashes its source text and path: server and browser code are built from one checkout.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const BUDGET = 150_000; // bytes of browser code, brotli
const MODULE = "a"; // what the optimizer calls the one module that ours imports from

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
const cache = process.env.PILOTBOARD_CACHE || join(homedir(), ".cache/pilotboard");

const stop = (sentence) => {
  console.error(`bundle: ${sentence}`);
  process.exit(1);
};
const run = (program, ...args) => {
  try {
    execFileSync(program, args, { stdio: "inherit" });
  } catch {
    stop(`${basename(program)} failed.`);
  }
};
const read = (program, ...args) => execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 26 });
const sha256 = (parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

/** All files under a folder, or the file itself, sorted; `skip` names folders to leave out. */
const files = (path, skip = []) => {
  if (skip.includes(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true });
  return entries
    .flatMap((entry) => (entry.isDirectory() ? files(join(path, entry.name), skip) : [join(path, entry.name)]))
    .sort();
};

/** The state of everything that the result depends on, as one line. */
const inputs = () => {
  const sources = [
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
    "tools/bundle.mjs",
    "tools/package-lock.json",
    ...files("app", ["app/storage", "app/charts"]),
    ...files("style"),
  ];
  return sha256([root, read("rustc", "-V"), ...sources.flatMap((path) => [`\n${path}\n`, readFileSync(path)])]);
};

/** Sum of the brotli sizes of the browser code in dist/pkg, in bytes. */
const codeSize = () =>
  files("dist/pkg")
    .filter((path) => /\.(js|wasm)\.br$/.test(path))
    .reduce((sum, path) => sum + readFileSync(path).length, 0);

const report = (what) => {
  const size = codeSize();
  const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  console.log(`bundle: ${what}; browser code ${kb(size)} brotli of at most ${kb(BUDGET)}`);
  if (size > BUDGET) {
    console.error(`bundle: the browser code is over its budget by ${kb(size - BUDGET)}.`);
    if (process.argv.includes("--check")) process.exit(1);
  }
};

const wasm = async (out) => {
  const lock = readFileSync("Cargo.lock", "utf8");
  const version = lock.match(/name = "wasm-bindgen"\nversion = "([^"]+)"/)?.[1];
  const bindgen = join(cache, `wasm-bindgen-${version}`, "bin/wasm-bindgen");
  const optimizer = "tools/node_modules/.bin/wasm-opt";
  for (const tool of [bindgen, optimizer, "tools/node_modules/terser"]) existsSync(tool) || stop(`${tool} is missing; run: make setup`);

  // The workspace gives `app` without its default feature `ssr`; `browser` adds `hydrate`.
  // Unstripped, because wasm-bindgen reads from it which features it may use; wasm-opt strips.
  const unstripped = ["--config", 'profile.browser.strip="none"'];
  run("cargo", "build", "-p", "browser", "--target", "wasm32-unknown-unknown", "--profile", "browser", ...unstripped);
  const { target_directory: target } = JSON.parse(read("cargo", "metadata", "--no-deps", "--format-version", "1"));
  const built = join(target, "wasm32-unknown-unknown/browser/browser.wasm");
  run(bindgen, built, "--target", "web", "--no-typescript", "--out-name", "pilotboard", "--out-dir", out);

  const features = ["bulk-memory", "bulk-memory-opt", "nontrapping-float-to-int", "sign-ext", "mutable-globals"];
  features.push("reference-types", "multivalue");
  const module = join(out, "pilotboard_bg.wasm");
  const enabled = features.map((feature) => `--enable-${feature}`);
  // Structured anew, because Rust's own blocks are longer; nothing of ours lies in the first kilobyte of the memory.
  const passes = ["-Oz", "--flatten", "--rereloop", "-Os", "--low-memory-unused", "--zero-filled-memory"];
  passes.push("--strip-producers", "--strip-target-features", "--minify-imports-and-exports-and-modules");
  const names = read(optimizer, ...passes, ...enabled, module, "-o", module);
  await glue(join(out, "pilotboard.js"), JSON.parse(names));
};

/**
 * The JavaScript beside the module, with the short names that the optimizer gave to what the two call of each other:
 * wasm-bindgen's are long and end in hashes.
 */
const glue = async (path, { imports, exports }) => {
  const { minify } = await import("terser");
  const given = new Map(imports.map(([, name, short]) => [name, short]));
  const taken = new Map(exports);
  const found = new Set();
  const code = readFileSync(path, "utf8")
    .replace(/^(\s+)(\w+)(?=: function)/gm, (all, space, name) => {
      if (!given.has(name)) return all;
      found.add(name);
      return space + given.get(name);
    })
    .replace(/\bwasm\.(\w+)/g, (_, name) => `wasm.${taken.get(name) ?? name}`)
    .replace('"./pilotboard_bg.js"', JSON.stringify(MODULE));
  if (found.size !== given.size) stop("wasm-bindgen's JavaScript looks otherwise than its functions were sought.");
  writeFileSync(path, (await minify(code, { module: true, ecma: 2020 })).code);
};

/** Several style sheets as one, without comments, indentation and empty lines. */
const css = (...names) =>
  names
    .map((name) => readFileSync(join("style", `${name}.css`), "utf8"))
    .join("\n")
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/\s*\n\s*/g, "\n")
    .trimStart();

const compress = (path) => {
  const content = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
};

const stamp = inputs();
const done = ["dist/inputs.txt", "dist/hash.txt", "dist/pkg"].every((path) => existsSync(path));
if (done && readFileSync("dist/inputs.txt", "utf8") === stamp) {
  report("unchanged");
  process.exit(0);
}

const [work, pkg] = ["dist/.work", "dist/.pkg"];
const clear = () => [work, pkg].forEach((path) => rmSync(path, { recursive: true, force: true }));
clear();
process.on("exit", clear);
mkdirSync(work, { recursive: true });

await wasm(work);
writeFileSync(join(work, "pilotboard.css"), css("tokens", "base", "app"));
writeFileSync(join(work, "pilotboard-print.css"), css("print"));

const hash = sha256(files(work).flatMap((path) => [relative(work, path), readFileSync(path)])).slice(0, 8);
for (const path of files(work)) {
  const name = relative(work, path);
  const named = join(pkg, name.replace(/^pilotboard(-print)?(?=[._])/, `pilotboard$1.${hash}`));
  mkdirSync(dirname(named), { recursive: true });
  copyFileSync(path, named);
  if (name === "pilotboard.js") {
    const code = readFileSync(named, "utf8");
    writeFileSync(named, code.replaceAll("pilotboard_bg.wasm", `pilotboard.${hash}_bg.wasm`));
  }
  compress(named);
}

// An unchanged result keeps its files, so that the server is not built again.
const before = existsSync("dist/hash.txt") && existsSync("dist/pkg") ? readFileSync("dist/hash.txt", "utf8") : "";
if (before !== hash) {
  rmSync("dist/pkg", { recursive: true, force: true });
  renameSync(pkg, "dist/pkg");
  writeFileSync("dist/hash.txt", hash);
}
writeFileSync("dist/inputs.txt", stamp);
report(`made ${hash}`);
