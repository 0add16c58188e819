// Build the style sheet, script, font and notices that Towpath ships, into src/towpath/web/static/towpath.
// The same lock gives the same bytes: no dates, no source maps, no machine paths.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as esbuild from "esbuild";
import * as sass from "sass";

const OUT = "src/towpath/web/static/towpath";
const FONT = "node_modules/@fontsource-variable/atkinson-hyperlegible-next";
const FONT_FILES = ["latin", "latin-ext"].map((set) => `atkinson-hyperlegible-next-${set}-wght-normal.woff2`);

// The two frameworks' packages say MIT but carry no licence file, so their notices are kept here.
const NOTICES = [
  ["govuk-frontend and @ministryofjustice/frontend", "assets/notices/crown-mit.txt"],
  ["htmx.org", "node_modules/htmx.org/LICENSE"],
  ["accessible-autocomplete", "node_modules/accessible-autocomplete/LICENSE.txt"],
  ["Atkinson Hyperlegible Next", `${FONT}/LICENSE`],
];

function buildStyles() {
  const { css } = sass.compile("assets/towpath.scss", { loadPaths: ["."], quietDeps: true, logger: sass.Logger.silent });
  const small = esbuild.transformSync(css, { loader: "css", minify: true, legalComments: "none" });
  writeFileSync(`${OUT}/towpath.css`, small.code);
}

function buildScripts() {
  esbuild.buildSync({
    entryPoints: ["assets/towpath.mjs"],
    outfile: `${OUT}/towpath.js`,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2020"],
    legalComments: "none",
    logLevel: "warning",
  });
}

function copyFonts() {
  for (const file of FONT_FILES) {
    copyFileSync(`${FONT}/files/${file}`, `${OUT}/${file}`);
  }
}

function writeNotices() {
  const parts = NOTICES.map(([name, path]) => `${name}\n${"=".repeat(name.length)}\n\n${readFileSync(path, "utf8").trim()}\n`);
  const text = `Towpath's style sheet, script and font contain the work of others, under these licences.\n\n${parts.join("\n\n")}`;
  writeFileSync(`${OUT}/LICENCES.txt`, text.split("\n").map((line) => line.trimEnd()).join("\n"));
}

mkdirSync(OUT, { recursive: true });
buildStyles();
buildScripts();
copyFonts();
mkdirSync(`${OUT}/images`, { recursive: true });
copyFileSync("node_modules/@ministryofjustice/frontend/moj/assets/images/icon-document.svg", `${OUT}/images/icon-document.svg`);
copyFileSync("assets/icons/favicon.svg", `${OUT}/favicon.svg`);
writeNotices();
