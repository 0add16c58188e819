// Python in a worker of its own, so that the page stays alive while a large return is read.
import { loadPyodide } from "../../node_modules/pyodide/pyodide.mjs";
import createPyodideModule from "../../node_modules/pyodide/pyodide.asm.mjs";
import program from "./check.py";
import { lying } from "./from_memory.mjs";

const BLOCK = 1024 * 1024;
const reader = new FileReaderSync();
let python;

async function unpacked(base64) {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let place = 0; place < letters.length; place += 1) bytes[place] = letters.charCodeAt(place);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

function putFiles(files) {
  const made = new Set();
  for (const [path, content] of Object.entries(files)) {
    const whole = `/towpath/${path}`;
    const folder = whole.slice(0, whole.lastIndexOf("/"));
    if (!made.has(folder)) python.FS.mkdirTree(folder);
    made.add(folder);
    python.FS.writeFile(whole, content);
  }
}

async function start({ wasm, library, rules }) {
  lying.set("pyodide.asm.wasm", await unpacked(wasm));
  lying.set("python_stdlib.zip", await unpacked(library));
  python = await loadPyodide({
    indexURL: "packed:/",
    packageBaseUrl: "packed:/",
    lockFileContents: LOCK,
    createPyodideModule,
    env: { PYTHONDONTWRITEBYTECODE: "1" },
  });
  lying.clear();
  putFiles(JSON.parse(new TextDecoder().decode(await unpacked(rules))));
  python.runPython("import sys; sys.path.insert(0, '/towpath')");
  python.runPython(program);
  return { python: python.runPython("sys.version.split()[0]") };
}

function readingFrom(file) {
  let at = 0;
  return (wanted) => {
    const part = new Uint8Array(reader.readAsArrayBuffer(file.slice(at, at + wanted)));
    at += part.length;
    postMessage({ read: at });
    return part;
  };
}

function check({ file, overlay, overlayName, edition }) {
  const started = performance.now();
  const told = python.globals.get("check")(readingFrom(file), BLOCK, overlay, overlayName, edition);
  return { ...JSON.parse(told), seconds: (performance.now() - started) / 1000 };
}

function people({ code, find, first, many }) {
  return JSON.parse(python.globals.get("people")(code, find, first, many));
}

function list() {
  const parts = ["\ufeff"]; // Without it Excel reads UTF-8 as something else.
  python.globals.get("csv_parts")((part) => parts.push(part));
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
}

const ANSWERS = { start, check, people, list };

self.onmessage = async ({ data: { number, ask, ...given } }) => {
  try {
    postMessage({ number, answer: await ANSWERS[ask](given) });
  } catch (reason) {
    // Python tells its own exceptions by a long traceback, whose last line says what happened.
    postMessage({ number, broke: String(reason?.message ?? reason).trim().split("\n").pop(), name: reason?.name });
  }
};
