// The text, the numbers of its lines, and the marks below its characters. Only the lines in sight are drawn.

/** How many lines are drawn above and below those in sight. */
const MARGIN = 20;
/** How much of a line is drawn. */
const LONGEST = 10_000;

function makeEditor() {
  const area = document.getElementById("text");
  const under = document.getElementById("under");
  const gutter = document.getElementById("gutter");
  const numbers = gutter.firstElementChild;
  let text = "";
  let starts = [0];
  let places = [];
  let marks = new Map();
  let levels = new Map();
  let drawn = "";

  const lineHeight = () => Number.parseFloat(getComputedStyle(area).lineHeight);
  const endOf = (line) => (line + 1 < starts.length ? starts[line + 1] - 1 : text.length);

  /** The line, from 0, that a place stands in. */
  function lineOf(place) {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= place) low = middle; else high = middle;
    }
    return low;
  }

  function measure() {
    text = area.value;
    starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    numbers.style.width = `${String(starts.length).length}ch`;
  }

  /** Marks places: `{ start, end, level, also, current }`, each up to the end of its line, as the reports do. */
  function mark(them) {
    places = them;
    marks = new Map();
    levels = new Map();
    for (const place of places) {
      const line = lineOf(place.start);
      const shown = { ...place, end: Math.min(place.end, endOf(line)) };
      marks.set(line, [...(marks.get(line) ?? []), shown]);
      if (!place.also && RANK[place.level] >= (RANK[levels.get(line)] ?? 0)) levels.set(line, place.level);
    }
    draw(true);
  }

  /** What is marked goes with its characters, until it is known anew. */
  function follow(by) {
    const behind = area.selectionEnd - by;
    const before = Math.min(area.selectionEnd, behind);
    const moved = places.filter(({ start, end }) => end <= before || start >= behind);
    mark(moved.map((place) => (place.end <= before ? place : { ...place, start: place.start + by, end: place.end + by })));
  }

  function draw(isFresh) {
    const height = lineHeight();
    const first = Math.max(0, Math.floor(area.scrollTop / height) - MARGIN);
    const last = Math.min(starts.length, Math.ceil((area.scrollTop + area.clientHeight) / height) + MARGIN);
    const top = first * height - area.scrollTop;
    under.style.transform = `translate(${-area.scrollLeft}px, ${top}px)`;
    numbers.style.transform = `translateY(${top}px)`;
    if (!isFresh && drawn === `${first}-${last}`) return;
    drawn = `${first}-${last}`;
    const lines = Array.from({ length: last - first }, (_, at) => first + at);
    under.replaceChildren(...lines.map(drawLine));
    numbers.replaceChildren(...lines.map((line) => element("div", { level: levels.get(line) }, String(line + 1))));
  }

  /** A line, cut where marks start and end. Where they overlap, the worst one is seen, but for the one that is looked at. */
  function drawLine(line) {
    const [start, end] = [starts[line], Math.min(endOf(line), starts[line] + LONGEST)];
    const own = marks.get(line) ?? [];
    const cuts = [...new Set([start, end, ...own.flatMap((mark) => [mark.start, mark.end])])]
      .filter((cut) => cut <= end).sort((a, b) => a - b);
    const row = element("div");
    cuts.forEach((cut, at) => {
      const point = own.find((mark) => mark.start === cut && mark.end === cut);
      if (point) row.append(markElement(point, ""));
      if (at + 1 === cuts.length) return;
      const piece = text.slice(cut, cuts[at + 1]);
      const covering = own.filter((mark) => mark.start <= cut && cuts[at + 1] <= mark.end);
      const chief = covering.sort((a, b) => weight(b) - weight(a))[0];
      row.append(chief ? markElement(chief, piece) : piece);
    });
    row.append("\n");
    return row;
  }

  const weight = (mark) => (mark.current ? 10 : 0) + (mark.also ? 0 : 5) + RANK[mark.level];

  function markElement(mark, text) {
    const classes = [mark.also ? "also" : "", mark.current ? "current" : ""].join(" ").trim();
    return element("mark", { level: mark.level, class: classes }, text);
  }

  /** Brings a place into sight, and selects it where there is a keyboard to go on with. */
  function show({ start, end }) {
    const line = lineOf(start);
    const height = lineHeight();
    const top = line * height;
    if (top < area.scrollTop || top + 2 * height > area.scrollTop + area.clientHeight) {
      area.scrollTop = Math.max(0, top - area.clientHeight / 3);
    }
    area.setSelectionRange(start, end);
    if (!matchMedia("(pointer: coarse)").matches) area.focus({ preventScroll: true });
    draw(true);
    const seen = under.querySelector("mark.current");
    if (seen) intoSight(seen.getBoundingClientRect());
    area.closest("section").scrollIntoView({ block: "nearest" });
  }

  function intoSight(mark) {
    const view = area.getBoundingClientRect();
    if (mark.left >= view.left && mark.left < view.right - 40) return;
    area.scrollLeft = Math.max(0, area.scrollLeft + mark.left - view.left - 80);
    draw(false);
  }

  /** Replaces a part of the text as if it was typed, so that it can be undone. */
  function replace(start, end, by) {
    const [top, left] = [area.scrollTop, area.scrollLeft];
    area.focus({ preventScroll: true });
    area.setSelectionRange(start, end);
    const isDone = by === "" ? start === end || document.execCommand("delete") : document.execCommand("insertText", false, by);
    if (!isDone) {
      area.setRangeText(by, start, end, "end");
      area.dispatchEvent(new Event("input"));
    }
    [area.scrollTop, area.scrollLeft] = [top, left];
  }

  /** Applies the changes of a fix in one step. */
  function apply(edits) {
    const sorted = [...edits].sort((a, b) => a.start - b.start);
    const [first, last] = [sorted[0].start, Math.max(...sorted.map((edit) => edit.end))];
    let [mended, at] = ["", first];
    for (const edit of sorted) {
      mended += text.slice(at, edit.start) + edit.text;
      at = edit.end;
    }
    replace(first, last, mended + text.slice(at, last));
  }

  /** Another version of the whole text, of which only what differs is replaced. */
  function become(next) {
    const most = Math.min(text.length, next.length);
    let [before, behind] = [0, 0];
    while (before < most && text[before] === next[before]) before += 1;
    while (behind < most - before && text[text.length - 1 - behind] === next[next.length - 1 - behind]) behind += 1;
    if (text !== next) replace(before, text.length - behind, next.slice(before, next.length - behind));
  }

  /** Another text altogether. */
  function load(next) {
    area.value = next;
    places = [];
    area.setSelectionRange(0, 0);
    [area.scrollTop, area.scrollLeft] = [0, 0];
    area.dispatchEvent(new Event("input"));
  }

  const position = (place) => {
    const line = lineOf(place);
    return { line: line + 1, column: [...text.slice(starts[line], place)].length + 1 };
  };

  area.addEventListener("input", () => {
    const before = text.length;
    measure();
    follow(text.length - before);
  });
  area.addEventListener("scroll", () => draw(false));
  new ResizeObserver(() => draw(false)).observe(area);
  return { area, mark, show, apply, become, load, position, text: () => text };
}
