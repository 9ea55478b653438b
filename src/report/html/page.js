"use strict";
// The switch between light and dark, and the filters. Everything that is shown is there without this script.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const THEME = "cckm-lint-theme";

  // Storage may be closed to a page that was opened from a disk.
  const stored = () => { try { return localStorage.getItem(THEME); } catch { return null; } };
  const store = (theme) => { try { localStorage.setItem(THEME, theme); } catch { /* kept for this visit only */ } };
  const wear = (theme) => { if (theme === "light" || theme === "dark") root.dataset.theme = theme; };
  const worn = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");

  // Before the body is there, so that it is not first shown in the wrong colours.
  wear(stored());
  root.classList.add("scripted");
  document.addEventListener("DOMContentLoaded", () => { startTheme(); startFilters(); });

  function startTheme() {
    const button = document.getElementById("theme");
    const other = () => (worn() === "dark" ? "light" : "dark");
    const name = () => { button.textContent = other() === "dark" ? "Dark" : "Light"; button.title = `Show the page in ${other()}`; };
    button.addEventListener("click", () => { const theme = other(); wear(theme); store(theme); name(); });
    dark.addEventListener("change", name);
    name();
    button.hidden = false;
  }

  function startFilters() {
    const form = document.getElementById("filters");
    if (form === null) return;
    const { rule, file, text } = form.elements;
    const levels = [...form.querySelectorAll("[name=level]")];
    const output = document.getElementById("count");
    const none = document.getElementById("none");
    const files = [...document.querySelectorAll("section.file")].map((element) => ({
      element,
      name: element.dataset.file,
      findings: [...element.querySelectorAll("article")].map((element) => ({ element, words: null })),
    }));
    const total = files.reduce((sum, file) => sum + file.findings.length, 0);
    const number = (amount) => amount.toLocaleString("en");
    const words = (finding) => (finding.words ??= finding.element.textContent.toLowerCase());

    function apply() {
      const shown = new Set(levels.filter((level) => level.checked).map((level) => level.value));
      const sought = text.value.trim().toLowerCase();
      const passes = (finding) => {
        const { level, rule: name } = finding.element.dataset;
        return shown.has(level) && (rule.value === "" || rule.value === name) && (sought === "" || words(finding).includes(sought));
      };
      let visible = 0;
      for (const each of files) {
        const isMeant = file.value === "" || file.value === each.name;
        let own = 0;
        for (const finding of each.findings) {
          const isShown = isMeant && passes(finding);
          finding.element.hidden = !isShown;
          own += isShown ? 1 : 0;
        }
        each.element.hidden = own === 0;
        visible += own;
      }
      const noun = total === 1 ? "finding" : "findings";
      output.textContent = visible === total ? `${number(total)} ${noun}` : `${number(visible)} of ${number(total)} ${noun}`;
      none.hidden = visible > 0;
    }

    // What is chosen stands in the address, so that it can be sent to somebody, and survives a reload.
    function write() {
      const state = new URLSearchParams();
      if (levels.some((level) => !level.checked)) {
        state.set("level", levels.filter((level) => level.checked).map((level) => level.value).join(","));
      }
      for (const field of [rule, file, text]) {
        if (field.value !== "") state.set(field.name, field.value);
      }
      try { history.replaceState(null, "", `#${state}`); } catch { /* the page is shown where its address is not its own */ }
    }

    function read(state) {
      const chosen = state.get("level")?.split(",");
      for (const level of levels) level.checked = chosen === undefined || chosen.includes(level.value);
      for (const field of [rule, file, text]) {
        field.value = state.get(field.name) ?? "";
        if (field.value === "" && field.options) field.selectedIndex = 0;
      }
      apply();
    }

    // A fragment is either the state of the filters or a place of the page.
    function follow(isMove) {
      const fragment = location.hash.slice(1);
      if (fragment.includes("=")) {
        read(new URLSearchParams(fragment));
        if (isMove) document.getElementById("findings").scrollIntoView();
        return;
      }
      const place = document.getElementById(fragment);
      if (place === null) return;
      const page = place.closest("details");
      if (page !== null) page.open = true;
      if (place.closest("[hidden]") !== null) read(new URLSearchParams());
      place.scrollIntoView();
    }

    let waiting;
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => { apply(); write(); }, 80); });
    form.addEventListener("submit", (event) => event.preventDefault());
    // The fields have their first values again once the event is over.
    form.addEventListener("reset", () => setTimeout(() => { apply(); write(); }));
    addEventListener("hashchange", () => follow(true));
    form.hidden = false;
    if (location.hash.length > 1) follow(false);
  }
})();
