// Ties the page together: what is linted when, and what is shown of it.

function startPage() {
  const byId = (id) => document.getElementById(id);
  const editor = makeEditor();
  const choices = makeChoices(lint);
  const linter = startLinter((place) => {
    say(`An internal fault of the linter at ${place}; please report this line. The text is as it was.`, true);
  });
  const list = makeFindings(byId("list"), {
    position: editor.position,
    show: (found) => look(findings.indexOf(found)),
    place: (found, range) => look(findings.indexOf(found), range),
    apply: (fix) => editor.apply(fix.edits),
    page,
  });
  const pages = new Map();
  let findings = [];
  let current = -1;
  let [isBusy, isStale] = [false, false];
  /** What the text is called, until it is known what it is. */
  let fileName = "";

  async function page(rule) {
    if (!pages.has(rule)) pages.set(rule, JSON.parse(await linter.ask("page", rule)));
    return pages.get(rule);
  }

  function say(summary, isFault) {
    const place = byId("summary");
    if (place.textContent !== summary) place.textContent = summary;
    place.classList.toggle("bad", isFault);
  }

  function beBusy(is) {
    isBusy = is;
    byId("findings").setAttribute("aria-busy", String(is));
  }

  /** Lints what there is; what is typed meanwhile is linted afterwards. */
  async function lint() {
    isStale = true;
    if (isBusy) return;
    beBusy(true);
    while (isStale) {
      isStale = false;
      // A moment later, so that what was typed is seen first.
      await new Promise((drawn) => setTimeout(drawn));
      const text = editor.text();
      const options = JSON.stringify({ ...choices.options(), name: fileName });
      const answer = await linter.ask("lint", text, choices.form(), options);
      if (editor.text() !== text) isStale = true;
      if (!isStale) show(text, answer);
    }
    beBusy(false);
  }

  function show(text, answer) {
    const isEmpty = text.trim() === "";
    const told = answer === null ? undefined : JSON.parse(answer);
    const remarks = isEmpty ? [] : told?.remarks ?? [];
    const fixable = isEmpty ? 0 : told?.fixable ?? 0;
    findings = isEmpty ? [] : told?.diagnostics ?? [];
    current = -1;
    if (told) {
      say(isEmpty ? "Nothing to lint yet" : `${told.summary}, read as ${told.form}`, false);
      choices.tell(told.faults);
      // By its name a file is read once; what is done to it afterwards does not change what it is.
      if (fileName !== "") choices.settle(told.form);
      fileName = "";
    }
    byId("remarks").replaceChildren(...remarks.map((remark) => element("li", {}, remark)));
    byId("mend").hidden = fixable === 0;
    byId("mend").textContent = fixable === 1 ? "Apply the safe fix" : `Apply all ${fixable} safe fixes`;
    list.list(findings);
    draw();
    tellPlace();
  }

  function draw() {
    const looked = findings[current];
    const also = (looked?.related ?? []).map((label) => ({ ...label, level: looked.level, also: true }));
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
    const level = () => element("span", { class: "level", level: found.level }, NOUN[found.level]);
    byId("here").replaceChildren(...(found ? [level(), " ", ...sentence(found.message)] : []));
    list.look(at, isToBeSeen);
  }

  /** Says what is found where the caret stands. */
  function tellPlace() {
    const caret = editor.area.selectionStart;
    const covers = (found) => found !== undefined && found.start <= caret && caret <= found.end;
    if (covers(findings[current])) return;
    const at = findings.findIndex(covers);
    const isOther = at !== current;
    current = at;
    if (isOther) draw();
    tell(at, at >= 0);
  }

  /** The next finding, or with -1 the one before, from the one that is looked at or else from the caret; round and round. */
  function step(by) {
    if (findings.length === 0) return;
    const caret = editor.area.selectionStart;
    const next = findings.findIndex((found) => found.start > caret);
    const fromCaret = by > 0 ? Math.max(next, 0) : findings.findLastIndex((found) => found.start < caret);
    const at = current >= 0 ? current + by : fromCaret;
    look((at + findings.length) % findings.length);
  }

  /** Another text, of which it may be known what it is. */
  function load(text, form, name = "") {
    choices.take(form);
    fileName = name;
    editor.load(text);
  }

  /** Where all of the text makes room for another one, what was known of its form is not known of that. */
  function forget() {
    const { value, selectionStart, selectionEnd } = editor.area;
    if (value === "" || selectionStart > 0 || selectionEnd < value.length) return;
    byId("example").value = "";
    choices.forget();
  }

  async function mend() {
    const before = editor.text();
    const mended = await linter.ask("mend", before, choices.form(), JSON.stringify(choices.options()));
    if (mended !== null && editor.text() === before) editor.become(mended);
  }

  /** Opens what the address holds, if it holds something. */
  async function openShared() {
    const state = await fromFragment(location.hash);
    if (state === null) say("The link is damaged: its text cannot be read", true);
    if (state) {
      choices.choose(state.options);
      load(state.text, state.form);
    }
    return state !== undefined;
  }

  /** Fills in the examples, the first of which is returned. */
  function startExamples() {
    const examples = JSON.parse(byId("examples").textContent);
    const choice = byId("example");
    choice.append(...examples.map((example, at) => element("option", { value: String(at) }, example.title)));
    choice.addEventListener("change", () => {
      if (choice.value !== "") load(examples[Number(choice.value)].text, examples[Number(choice.value)].form);
    });
    return examples[0];
  }

  function listen() {
    editor.area.addEventListener("beforeinput", forget);
    editor.area.addEventListener("input", lint);
    document.addEventListener("selectionchange", () => { if (document.activeElement === editor.area) tellPlace(); });
    byId("mend").addEventListener("click", mend);
    byId("undo").addEventListener("click", () => { editor.area.focus(); document.execCommand("undo"); });
    addEventListener("hashchange", openShared);
    addEventListener("keydown", (event) => {
      if (event.key !== "F8") return;
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    });
  }

  async function start() {
    const about = await linter.ask("about");
    if (about === null) return;
    choices.fill(JSON.parse(about));
    const first = startExamples();
    const state = () => ({ text: editor.text(), form: choices.form(), options: choices.options() });
    startShare(state, () => findings.some((found) => found.rule === "credential-in-input"));
    startFiles((text, name) => load(text, "auto", name), (words) => say(words, true));
    listen();
    if (!(await openShared())) {
      byId("example").value = "0";
      load(first.text, first.form);
    }
    if (!isBusy) beBusy(false);
  }

  start();
}

startTheme();
startPage();
