// Everything here only makes quicker what a link or a form already does: each page works with this file missing.
import { initAll } from "govuk-frontend";
import { Alert } from "@ministryofjustice/frontend/moj/components/alert/alert.mjs";
import accessibleAutocomplete from "accessible-autocomplete";
import htmx from "htmx.org";

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0; // Pages about people must not be kept in the browser's storage.

function start(scope) {
  initAll({ scope });
  for (const element of scope.querySelectorAll('[data-module="moj-alert"]:not([data-moj-alert-init])')) {
    new Alert(element);
  }
  for (const select of scope.querySelectorAll("select[data-autocomplete]:not([data-autocomplete-started])")) {
    select.setAttribute("data-autocomplete-started", "");
    accessibleAutocomplete.enhanceSelectElement({ selectElement: select, showAllValues: true, defaultValue: "" });
  }
}

start(document);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target !== document.body) {
    start(event.target);
  }
});

// Leaving with typed words unsaved asks first; a form says so with data-unsaved.
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

// One key for one button, where somebody has switched keys on: the page says so with data-keys.
const keyed = document.querySelector("[data-keys]");
if (keyed) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const pressed = keyed.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (pressed) {
      event.preventDefault();
      pressed.click();
    }
  });
}
