// The page around the worker: choosing a file, watching it being read, and going through what was found.
const AT_ONCE = 50;
const LONGEST_SHOWN = 600; // A value may be ten thousand letters long; the list to take away has it whole.
const IN_FORCE = "in-force";
const EVERY_CODE = "every";
const SEVERITIES = { file_failed: "Whole file fails", file_rejected: "Whole file rejected", unknown: "Not stated" };

const part = (id) => document.getElementById(id);
const number = new Intl.NumberFormat("en-GB").format;
const counted = (many, one, more) => `${number(many)} ${many === 1 ? one : more}`;
const severityWords = (name) => SEVERITIES[name] ?? (name[0].toUpperCase() + name.slice(1)).replace("_", " ");

function element(tag, className, words) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (words !== undefined) made.textContent = words;
  return made;
}

// Python, and whoever waits for an answer of it. A file that takes too long is stopped by ending the worker.
let worker;
let workerAddress;
let waiting = new Map();
let asked = 0;
let ready;

function ask(what, given = {}) {
  asked += 1;
  const mine = asked;
  worker.postMessage({ number: mine, ask: what, ...given });
  return new Promise((resolve, reject) => waiting.set(mine, { resolve, reject }));
}

function heard({ data }) {
  if ("read" in data) return showRead(data.read);
  const waits = waiting.get(data.number);
  waiting.delete(data.number);
  if ("broke" in data) waits?.reject(Object.assign(new Error(data.broke), { name: data.name }));
  else waits?.resolve(data.answer);
}

async function unpackedScript() {
  const bytes = Uint8Array.from(atob(part("packed-worker").textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).blob();
}

async function startPython() {
  const script = await unpackedScript();
  workerAddress ??= URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  worker = new Worker(workerAddress);
  waiting = new Map();
  const failed = new Promise((_, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || "the worker did not start"));
  });
  worker.onmessage = heard;
  const packed = { wasm: "packed-wasm", library: "packed-library", rules: "packed-rules" };
  const given = Object.fromEntries(Object.entries(packed).map(([name, id]) => [name, part(id).textContent]));
  return Promise.race([ask("start", given), failed]);
}

function begin() {
  say("Getting the checks ready. You can choose a file meanwhile.");
  ready = startPython();
  ready.then(
    () => { if (!current) say("Ready."); },
    (reason) => say(`This browser cannot run the checks (${reason.message}). Use a Chrome, Edge, Firefox or Safari from 2024 or later.`),
  );
}

// What is said about where things stand.
let current = null; // The check that is running, if any: an object, so that a stopped one is told from the next.

const say = (words) => { part("state").textContent = words; };

function showRead(bytes) {
  if (!current) return;
  part("progress").value = current.size ? Math.min(bytes / current.size, 1) : 1;
}

function busy(isBusy) {
  part("go").disabled = isBusy;
  part("stop").hidden = !isBusy;
  part("progress").hidden = !isBusy;
  if (isBusy) part("progress").value = 0;
}

function clearWrong() {
  part("wrong").hidden = true;
  document.title = document.title.replace(/^Error: /, "");
  for (const field of ["file", "overlay"]) {
    part(`${field}-error`).hidden = true;
    part(field).closest(".govuk-form-group").classList.remove("govuk-form-group--error");
    part(field).setAttribute("aria-describedby", `${field}-hint`);
  }
}

function refuse(field, words) {
  const link = element("a", "", words);
  link.href = `#${field}`;
  part("wrong-item").replaceChildren(link);
  const inline = part(`${field}-error`);
  inline.replaceChildren(element("span", "govuk-visually-hidden", "Error: "), words);
  inline.hidden = false;
  part(field).closest(".govuk-form-group").classList.add("govuk-form-group--error");
  part(field).setAttribute("aria-describedby", `${field}-hint ${field}-error`);
  if (field === "overlay") part(field).closest("details").open = true;
  document.title = `Error: ${document.title}`;
  say("");
  part("wrong").hidden = false;
  part("wrong").focus();
}

async function overlayText(file) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch (reason) {
    throw new Error(reason instanceof TypeError ? `${file.name} is not text in UTF-8.` : `${file.name} cannot be read. Choose it again.`);
  }
}

async function check(file) {
  clearWrong();
  part("results").hidden = true;
  if (!file) return refuse("file", "Choose the return, an XML file");
  let overlay; // Undefined is Python's None; null is not.
  const overlayFile = part("overlay").files[0];
  try {
    if (overlayFile) overlay = await overlayText(overlayFile);
  } catch (reason) {
    return refuse("overlay", reason.message);
  }
  const mine = { size: file.size };
  current = mine;
  busy(true);
  try {
    say("Getting the checks ready.");
    await ready;
    if (current !== mine) return;
    say(`Reading ${file.name}.`);
    const edition = part("edition").value === IN_FORCE ? "" : part("edition").value;
    const told = await ask("check", { file, overlay, overlayName: overlayFile?.name ?? "", edition });
    if (current !== mine) return;
    if (told.overlay_refused) refuse("overlay", told.overlay_refused);
    else await showResults(file, told);
  } catch (reason) {
    if (current !== mine) return;
    const isUnreadable = /NotReadable|NotFound/.test(`${reason.name} ${reason.message}`);
    refuse("file", isUnreadable ? `${file.name} cannot be read: it was moved or changed. Choose it again.` : `The check broke off: ${reason.message}`);
  } finally {
    if (current === mine) {
      current = null;
      busy(false);
    }
  }
}

function stop() {
  if (!current) return;
  current = null;
  worker.terminate();
  busy(false);
  begin();
  say("Stopped. Nothing of the file was kept.");
  part("file").focus();
}

// What was found.
let listAddress;
let shownFirst = 0;
let narrowed = { code: "", find: "" };

async function showResults(file, told) {
  part("results-title").textContent = told.problems
    ? `${counted(told.problems, "problem", "problems")} in ${file.name}`
    : `No problems found in ${file.name}`;
  part("turned-away").hidden = !told.fails_whole;
  part("not-whole").hidden = told.read_whole;
  showFacts(told);
  showCodes(told.codes);
  part("found").hidden = !told.problems;
  if (listAddress) URL.revokeObjectURL(listAddress);
  listAddress = undefined;
  if (told.problems) {
    listAddress = URL.createObjectURL(await ask("list"));
    part("list").href = listAddress;
    part("list").download = `${file.name.replace(/\.xml$/i, "")}-problems.csv`;
    narrowed = { code: "", find: "" };
    part("find").value = "";
    await showPeople();
  }
  say(`Checked in ${told.seconds < 1 ? "under a second" : counted(Math.round(told.seconds), "second", "seconds")}.`);
  part("results").hidden = false;
  part("results-title").focus();
}

function showFacts(told) {
  const facts = [
    ["Records", number(told.records)],
    ["Records with problems", number(told.people)],
    ["Ends on (PeriodEnd)", told.period_end ? inWords(told.period_end) : "Not known"],
    ["Judged by the requirement for", told.edition.replace("-", " to ")],
  ];
  part("facts").replaceChildren(...facts.map(([name, value]) => {
    const row = element("div", "govuk-summary-list__row");
    row.append(element("dt", "govuk-summary-list__key", name), element("dd", "govuk-summary-list__value", value));
    return row;
  }));
}

function inWords(date) {
  const [year, month, day] = date.split("-").map(Number);
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(Date.UTC(year, month - 1, day));
}

function showCodes(codes) {
  part("codes").replaceChildren(...codes.map((row) => {
    const line = element("tr", "govuk-table__row");
    const name = element("th", "govuk-table__header");
    name.scope = "row";
    name.append(`${row.code} `, element("span", "govuk-!-font-weight-regular", row.label));
    line.append(
      name,
      element("td", "govuk-table__cell", severityWords(row.severity)),
      element("td", "govuk-table__cell govuk-table__cell--numeric", number(row.count)),
    );
    return line;
  }));
  const every = new Option("Every check", EVERY_CODE);
  part("code").replaceChildren(every, ...codes.map((row) => new Option(`${row.code} ${row.label} (${number(row.count)})`, `code:${row.code}`)));
}

async function showPeople(first = 0) {
  const told = await ask("people", { ...narrowed, first, many: AT_ONCE });
  const cards = told.people.map(card);
  if (first === 0) part("people").replaceChildren(...cards);
  else part("people").append(...cards);
  shownFirst = first + cards.length;
  part("shown").textContent = told.total
    ? `Showing ${number(shownFirst)} of ${number(told.total)}, in the order of the file.`
    : "Nobody has such a problem. Choose another check, or another id.";
  part("more").hidden = shownFirst >= told.total;
  return cards[0];
}

function card(person) {
  const made = element("div", "tp-person");
  const heading = element("h4", "govuk-heading-s", person.young_persons_id ? `Young person ${person.young_persons_id}` : "The file, or a record with no id");
  heading.tabIndex = -1;
  heading.dir = "auto";
  const list = element("ul", "govuk-list");
  list.append(...person.problems.map(problemLine));
  made.append(heading, list);
  return made;
}

function problemLine(problem) {
  const line = element("li");
  const where = [`Line ${problem.line}`, `check ${problem.code}`, severityWords(problem.severity), problem.element];
  const words = problem.message;
  const said = element("p", "govuk-body", words.length > LONGEST_SHOWN ? `${words.slice(0, LONGEST_SHOWN)}… (the list has it whole)` : words);
  said.dir = "auto";
  line.append(element("p", "govuk-body-s tp-problem__where", where.filter(Boolean).join(" · ")), said);
  return line;
}

part("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!current) check(part("file").files[0]);
});
part("stop").addEventListener("click", stop);
part("narrow").addEventListener("submit", (event) => {
  event.preventDefault();
  const code = part("code").value;
  narrowed = { code: code === EVERY_CODE ? "" : code.slice("code:".length), find: part("find").value };
  showPeople();
});
part("more").addEventListener("click", async () => {
  const first = await showPeople(shownFirst);
  first?.querySelector("h4").focus();
});

// A file dropped anywhere on the page is checked at once; without this the browser would open it instead.
let over = 0;
const marked = () => part("drop").classList.toggle("tp-drop--over", over > 0);
document.addEventListener("dragenter", (event) => { event.preventDefault(); over += 1; marked(); });
document.addEventListener("dragleave", () => { over -= 1; marked(); });
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  over = 0;
  marked();
  const files = event.dataTransfer.files;
  if (!files.length || current) return;
  if (files.length > 1) {
    clearWrong();
    refuse("file", "Drop one file at a time");
    return;
  }
  part("file").files = files;
  check(files[0]);
});

document.body.classList.add("js-enabled", "govuk-frontend-supported");
begin();
