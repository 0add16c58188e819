// Build the page that checks a return with no server: one HTML file with Python, our rules and our look inside it.
// The same lock and the same sources give the same bytes: no dates, no source maps, no machine paths.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const HERE = "assets/validator";
const STATIC = "src/towpath/web/static/towpath";
const PYODIDE = "node_modules/pyodide";
const OUT = process.argv[2] ?? "dist/towpath-validator.html";

// What the checks are made of. Both rooms import the standard library and each other, and nothing else.
const ROOMS = ["src/towpath/rules", "src/towpath/standards"];
const KEPT = /\.(py|csv|toml)$/;

const text = (path) => readFileSync(path, "utf8");
const packed = (bytes) => gzipSync(bytes, { level: 9 }).toString("base64");
const hash = (content) => `'sha256-${createHash("sha256").update(content).digest("base64")}'`;

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === "__pycache__" ? [] : filesIn(path);
      return KEPT.test(entry.name) ? [path] : [];
    });
}

function ourPython() {
  const paths = ["src/towpath/__init__.py", ...ROOMS.flatMap(filesIn)];
  return JSON.stringify(Object.fromEntries(paths.map((path) => [path.slice("src/".length), text(path)])));
}

function bundled(entry, options) {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    charset: "utf8",
    target: ["es2022"],
    legalComments: "none",
    logLevel: "warning",
    ...options,
  });
  return outputFiles[0].text;
}

function worker() {
  const { info } = JSON.parse(text(`${PYODIDE}/pyodide-lock.json`));
  return bundled(`${HERE}/worker.mjs`, {
    format: "iife", // Chromium starts no module worker from a page that was opened as a file.
    inject: [`${HERE}/from_memory.mjs`], // Whatever asks the network is given what lies in the page.
    external: ["node:*", "ws"],
    loader: { ".py": "text" },
    // Pyodide refuses a worker that could import scripts. Ours could not: the page's policy forbids it.
    banner: { js: "self.importScripts = undefined;" },
    define: { LOCK: JSON.stringify(JSON.stringify({ info, packages: {} })), "import.meta.url": '"packed:/worker.js"' },
  });
}

function styles() {
  const css = text(`${STATIC}/towpath.css`) + text(`${HERE}/page.css`);
  const types = { woff2: "font/woff2", svg: "image/svg+xml" };
  return css.replace(/url\(\.\/([^)]+\.(\w+))\)/g, (_, file, ending) => {
    return `url(data:${types[ending]};base64,${readFileSync(join(STATIC, file)).toString("base64")})`;
  });
}

function editions() {
  const names = readdirSync("src/towpath/standards/ccis").filter((name) => /^\d{4}-\d{2}$/.test(name)).sort().reverse();
  return names.map((name) => `<option value="${name}">${name.replace("-", " to ")}</option>`).join("");
}

const escaped = (words) => words.replace(/&/g, "&amp;").replace(/</g, "&lt;");

function page() {
  const parts = {
    PYODIDE_VERSION: JSON.parse(text(`${PYODIDE}/package.json`)).version,
    LICENCES: escaped(`${text("assets/notices/pyodide.txt")}\n\n${text(`${STATIC}/LICENCES.txt`)}`),
    LICENCE: escaped(text("LICENSE")),
    EDITIONS: editions(),
    STYLES: styles(),
    SCRIPT: bundled(`${HERE}/page.mjs`, { format: "iife" }),
    WORKER: packed(worker()),
    WASM: packed(readFileSync(`${PYODIDE}/pyodide.asm.wasm`)),
    LIBRARY: packed(readFileSync(`${PYODIDE}/python_stdlib.zip`)),
    RULES: packed(ourPython()),
  };
  parts.POLICY = [
    "default-src 'none'",
    "connect-src 'none'",
    `script-src ${hash(parts.SCRIPT)} 'wasm-unsafe-eval'`,
    "worker-src blob:",
    `style-src ${hash(parts.STYLES)}`,
    "font-src data:",
    "img-src data:",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");
  return text(`${HERE}/page.html`).replace(/\{\{ (\w+) \}\}/g, (_, name) => {
    if (!(name in parts)) throw new Error(`page.html asks for ${name}, which is not made`);
    return parts[name];
  });
}

const html = page();
mkdirSync(dirname(OUT), { recursive: true });
writeFileSync(OUT, html);
console.log(`${OUT}: ${(html.length / 1e6).toFixed(1)} MB. Open it by double click; it needs no server and no network.`);
