// The list of what was found, and the pages of the rules. What a text says only ever becomes text.

const RANK = { info: 1, warning: 2, error: 3 };
const NOUN = { info: "note", warning: "warning", error: "error" };

/** An element: `level` and other names that are no attributes of their own are data. */
function element(tag, { class: classes, level, ...properties } = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  if (classes) made.className = classes;
  if (level) made.dataset.level = level;
  made.append(...children);
  return made;
}

/** A sentence, with what stands in backquotes as code. */
function sentence(text) {
  const parts = text.split("`");
  const isPaired = parts.length % 2 === 1;
  return parts.map((part, at) => {
    if (at % 2 === 0) return part;
    return isPaired || at + 1 < parts.length ? element("code", {}, part) : `\`${part}`;
  });
}

/** `on` has what can be done: `show(finding)`, `place(range)`, `position(place)`, `apply(fix)`, `page(rule)`. */
function makeFindings(list, on) {
  function article(found) {
    const { line, column } = on.position(found.start);
    const level = element("span", { class: "level" }, NOUN[found.level]);
    const title = element("button", { type: "button", class: "go" }, level, " ", element("span", {}, ...sentence(found.message)));
    title.addEventListener("click", () => on.show(found));
    const at = ruleLine(found, `line ${line}, column ${column}`);
    const made = element("article", { level: found.level }, element("h3", {}, title), at);
    made.dataset.rule = found.rule;
    made.append(...notes(found));
    if (found.help) made.append(element("p", { class: "help" }, element("b", {}, "Help"), " ", ...sentence(found.help)));
    if (found.fix) made.append(fix(found.fix));
    return made;
  }

  /** The rule, which unfolds its page, and the place. */
  function ruleLine(found, place) {
    const button = element("button", { type: "button", class: "fold", title: "What this rule finds, and why" }, found.rule);
    button.setAttribute("aria-expanded", "false");
    const line = element("p", { class: "at" }, button, element("span", {}, place));
    if (found.pointer) line.append(element("span", { class: "pointer" }, found.pointer));
    button.addEventListener("click", () => unfold(button, found.rule));
    return line;
  }

  async function unfold(button, rule) {
    const article = button.closest("article");
    const open = article.querySelector(".rule");
    button.setAttribute("aria-expanded", String(open === null));
    if (open) return open.remove();
    const made = element("div", { class: "rule" });
    article.append(made);
    const page = await on.page(rule);
    if (page) made.append(...rulePage(page));
  }

  function rulePage(page) {
    const facts = [page.category, page.levels + (page.strict ? ", error where strict" : "")].join(" · ");
    const block = ({ heading, paragraph, example }) => {
      if (heading !== undefined) return element("h4", {}, heading);
      if (paragraph !== undefined) return element("p", {}, ...sentence(paragraph));
      return element("pre", { class: "example", tabIndex: 0 }, example);
    };
    return [element("p", { class: "facts" }, facts), ...page.blocks.map(block)];
  }

  /** What stands at the place, and at others that matter. */
  function notes(found) {
    const note = (range, text, classes) => {
      const { line } = on.position(range.start);
      const button = element("button", { type: "button", class: "go" }, `line ${line}`);
      button.addEventListener("click", () => on.place(found, range));
      return element("li", { class: classes }, button, " ", ...sentence(text));
    };
    const own = found.label ? [note(found, found.label, "own")] : [];
    const others = found.related.filter((label) => label.text).map((label) => note(label, label.text, ""));
    return own.length + others.length > 0 ? [element("ul", { class: "notes" }, ...own, ...others)] : [];
  }

  function fix(fix) {
    const look = fix.safety === "unsafe" ? [" ", element("em", {}, "Look at what it does.")] : [];
    const button = element("button", { type: "button", class: "apply" }, "Apply");
    button.setAttribute("aria-label", `Apply: ${fix.title}`);
    button.addEventListener("click", () => on.apply(fix));
    const words = element("p", {}, element("b", {}, "Fix"), " ", ...sentence(fix.title), ...look);
    return element("div", { class: "fix" }, words, button);
  }

  let shown = "";
  return {
    /** Shows the findings, unless they are those that are shown. */
    list(findings) {
      const next = JSON.stringify(findings);
      if (next === shown) return;
      shown = next;
      list.replaceChildren(...findings.map(article));
    },
    /** Says which of them is looked at. */
    look(at, isToBeSeen) {
      [...list.children].forEach((each, number) => each.toggleAttribute("data-current", number === at));
      if (isToBeSeen && list.scrollHeight > list.clientHeight) list.children[at]?.scrollIntoView({ block: "nearest" });
    },
  };
}
