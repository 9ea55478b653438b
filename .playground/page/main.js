// Ties the page together: what is chosen, what is linted, what is shown.

const byId = (id) => document.getElementById(id);

/** The switch between light and dark. */
function startTheme() {
  const THEME = "cckm-lint-theme";
  const root = document.documentElement;
  const button = byId("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // Storage may be closed to a page that was opened from a disk.
  const stored = () => { try { return localStorage.getItem(THEME); } catch { return null; } };
  const store = (theme) => { try { localStorage.setItem(THEME, theme); } catch { /* kept for this visit only */ } };
  const other = () => ((root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark" ? "light" : "dark");
  const name = () => { button.textContent = other() === "dark" ? "Dark" : "Light"; button.title = `Show the page in ${other()}`; };
  if (["light", "dark"].includes(stored())) root.dataset.theme = stored();
  button.addEventListener("click", () => { const theme = other(); root.dataset.theme = theme; store(theme); name(); });
  dark.addEventListener("change", name);
  name();
  button.hidden = false;
}

function startPage() {
  const editor = makeEditor();
  const { area } = editor;
  const tools = byId("tools");
  const form = byId("form");
  const fields = ["show", "strict", "account", "caller", "region", "spec", "usage"].map((name) => tools.elements[name]);
  const linter = startLinter((place) => say(`An internal fault of the linter at ${place}; please report this line. The text is as it was.`, true));
  const pages = new Map();
  let findings = [];
  let current = -1;
  let [isBusy, isStale] = [false, false];
  /** What the text is called, until it is known what it is. */
  let fileName = "";
  /** Whether the form was chosen by whoever is there, and not by an example. */
  let isFormAsked = false;

  const list = makeFindings(byId("list"), {
    position: editor.position,
    show: (found) => look(findings.indexOf(found)),
    place: (found, range) => look(findings.indexOf(found), range),
    apply: (fix) => editor.apply(fix.edits),
    async page(rule) {
      if (!pages.has(rule)) pages.set(rule, JSON.parse(await linter.ask("page", rule)));
      return pages.get(rule);
    },
  });

  function options() {
    const said = Object.fromEntries(fields.map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]));
    return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== "" && value !== false));
  }

  function say(summary, isFault) {
    const place = byId("summary");
    if (place.textContent !== summary) place.textContent = summary;
    place.classList.toggle("bad", isFault);
  }

  /** Lints what there is; what is typed meanwhile is linted afterwards. */
  async function lint() {
    isStale = true;
    if (isBusy) return;
    beBusy(true);
    while (isStale) {
      isStale = false;
      // A frame later, so that what was typed is seen first.
      await new Promise((drawn) => setTimeout(drawn));
      const text = editor.text();
      const answer = await linter.ask("lint", text, form.value, JSON.stringify({ ...options(), name: fileName }));
      if (isStale || editor.text() !== text) isStale = true;
      else show(answer === null ? null : JSON.parse(answer), text);
    }
    beBusy(false);
  }

  function beBusy(is) {
    isBusy = is;
    byId("findings").setAttribute("aria-busy", String(is));
  }

  function show(answer, text) {
    const isEmpty = text.trim() === "";
    findings = answer === null || isEmpty ? [] : answer.diagnostics;
    current = -1;
    if (answer !== null) {
      say(isEmpty ? "Nothing to lint yet" : `${answer.summary}, read as ${answer.form}`, false);
      settleForm(answer.form);
      tellFaults(answer.faults);
    }
    byId("remarks").replaceChildren(...(isEmpty ? [] : answer?.remarks ?? []).map((remark) => element("li", {}, remark)));
    byId("mend").hidden = isEmpty || !answer?.fixable;
    byId("mend").textContent = answer?.fixable === 1 ? "Apply the safe fix" : `Apply all ${answer?.fixable} safe fixes`;
    list.list(findings);
    draw();
    tellPlace();
  }

  /** The form of a file that was opened is chosen by its name; what is done to the text afterwards does not change it. */
  function settleForm(title) {
    if (fileName === "") return;
    fileName = "";
    const option = [...form.options].find((option) => option.dataset.title === title);
    if (option) form.value = option.value;
  }

  function tellFaults(faults) {
    for (const field of fields) {
      const fault = faults.find((fault) => fault.option === field.name);
      const place = field.parentElement.querySelector(".fault");
      if (place) place.textContent = fault?.message ?? "";
      field.toggleAttribute("aria-invalid", fault !== undefined);
    }
  }

  function draw() {
    const also = (findings[current]?.related ?? []).map((label) => ({ ...label, level: findings[current].level, also: true }));
    editor.mark([...findings.map((found, at) => ({ ...found, current: at === current })), ...also]);
  }

  /** Goes to a finding, or to a place that it speaks of. */
  function look(at, range) {
    current = at;
    draw();
    editor.show(range ?? findings[at]);
    tell(at, range === undefined);
  }

  function tell(at, isToBeSeen) {
    const found = findings[at];
    byId("here").replaceChildren(...(found ? [element("span", { class: "level", level: found.level }, NOUN[found.level]), " ", ...sentence(found.message)] : []));
    list.look(at, isToBeSeen);
  }

  /** Says what is found where the caret stands. */
  function tellPlace() {
    const caret = area.selectionStart;
    const at = current >= 0 && covers(findings[current], caret) ? current : findings.findIndex((found) => covers(found, caret));
    if (at === current && at >= 0) return;
    const changes = current !== at;
    current = at;
    if (changes) draw();
    tell(at, at >= 0);
  }

  const covers = (found, caret) => found !== undefined && found.start <= caret && caret <= found.end;

  function step(by) {
    if (findings.length === 0) return;
    const caret = area.selectionStart;
    const behind = findings.findIndex((found) => found.start > caret);
    const before = findings.findLastIndex((found) => found.start < caret);
    const from = current >= 0 ? current + by : by > 0 ? behind : before;
    look(from < 0 ? (by > 0 && current < 0 ? 0 : findings.length - 1) : from % findings.length);
  }

  /** Where all of the text makes room for another one, what was known of its form is not known of that. */
  function forget() {
    const isWhole = area.value !== "" && area.selectionStart === 0 && area.selectionEnd === area.value.length;
    if (!isWhole) return;
    byId("example").value = "";
    if (!isFormAsked) form.value = "auto";
  }

  /** Another text, of which it may be known what it is. */
  function load(text, as, name = "") {
    form.value = as;
    isFormAsked = false;
    fileName = name;
    editor.load(text);
  }

  async function open(file) {
    if (!file) return;
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
      load(text, "auto", file.name);
    } catch {
      say(`${file.name} is not a text in UTF-8`, true);
    }
  }

  async function openShared() {
    const state = await fromFragment(location.hash);
    if (state === undefined) return false;
    if (state === null) {
      say("The link is damaged: its text cannot be read", true);
      return true;
    }
    for (const field of fields) {
      const value = state.options?.[field.name];
      if (field.type === "checkbox") field.checked = value === true;
      else field.value = typeof value === "string" ? value : "";
      if (field.options && field.selectedIndex < 0) field.selectedIndex = 0;
    }
    byId("options").open = Object.keys(options()).length > 0;
    load(state.text, [...form.options].some((option) => option.value === state.form) ? state.form : "auto");
    return true;
  }

  function startExamples() {
    const examples = JSON.parse(byId("examples").textContent);
    const choice = byId("example");
    choice.append(...examples.map((example, at) => element("option", { value: String(at) }, example.title)));
    choice.addEventListener("change", () => {
      const example = examples[Number(choice.value)];
      if (choice.value !== "") load(example.text, example.form);
    });
    return () => { choice.value = "0"; load(examples[0].text, examples[0].form); };
  }

  function startShare() {
    const dialog = byId("link");
    const address = byId("address");
    byId("share").addEventListener("click", async () => {
      const fragment = await toFragment({ text: editor.text(), form: form.value, options: options() });
      address.value = location.href.split("#")[0] + fragment;
      byId("leak").hidden = !findings.some((found) => found.rule === "credential-in-input");
      byId("copied").textContent = "";
      dialog.showModal();
      address.select();
    });
    byId("copy").addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(address.value); } catch { address.select(); document.execCommand("copy"); }
      byId("copied").textContent = "Copied.";
    });
    byId("close").addEventListener("click", () => dialog.close());
  }

  function startDrop() {
    const file = byId("file");
    byId("open").addEventListener("click", () => file.click());
    file.addEventListener("change", () => { open(file.files[0]); file.value = ""; });
    const holdsFile = (event) => event.dataTransfer?.types.includes("Files");
    addEventListener("dragover", (event) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      byId("editor").classList.add("target");
    });
    for (const name of ["dragleave", "drop"]) addEventListener(name, () => byId("editor").classList.remove("target"));
    addEventListener("drop", (event) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      open(event.dataTransfer.files[0]);
    });
  }

  async function startChoices() {
    const answer = await linter.ask("about");
    if (answer === null) return;
    const about = JSON.parse(answer);
    for (const [id, names] of [["regions", about.regions], ["specs", about.specs], ["usages", about.usages]]) {
      byId(id).append(...names.map((name) => element("option", { value: name })));
    }
    for (const { name, title } of about.forms) {
      const option = element("option", { value: name }, name === "auto" ? "what it looks like" : title);
      option.dataset.title = title;
      form.append(option);
    }
  }

  async function start() {
    await startChoices();
    const startWithExample = startExamples();
    startShare();
    startDrop();
    area.addEventListener("beforeinput", forget);
    area.addEventListener("input", lint);
    form.addEventListener("input", () => { isFormAsked = true; });
    area.addEventListener("selectionchange", tellPlace);
    document.addEventListener("selectionchange", () => { if (document.activeElement === area) tellPlace(); });
    for (const field of [form, ...fields]) field.addEventListener("input", lint);
    tools.addEventListener("submit", (event) => event.preventDefault());
    byId("mend").addEventListener("click", async () => {
      const [before, choices] = [editor.text(), JSON.stringify(options())];
      const mended = await linter.ask("mend", before, form.value, choices);
      if (mended !== null && editor.text() === before) editor.become(mended);
    });
    byId("undo").addEventListener("click", () => { area.focus(); document.execCommand("undo"); });
    addEventListener("keydown", (event) => {
      if (event.key !== "F8") return;
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    });
    addEventListener("hashchange", openShared);
    if (!(await openShared())) startWithExample();
    if (!isBusy) beBusy(false);
  }

  start();
}

startTheme();
startPage();
