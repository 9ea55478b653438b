"use strict";
// Runs the linter beside the page, which it never holds up. Takes `{ number, name, texts }`, says `{ number, answer }`, or
// `{ number, fault }` where the linter failed by a fault of its own.
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
let compiled;
let linter;
let started;

onmessage = async ({ data }) => {
  if (data.packed) {
    started = unpack(data.packed);
    return;
  }
  try { await started; } catch { return postMessage({ number: data.number, fault: "its start" }); }
  postMessage({ number: data.number, ...answer(data.name, data.texts) });
};

async function unpack(packed) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  compiled = await WebAssembly.compile(await new Response(stream).arrayBuffer());
  start();
}

function start() {
  linter = new WebAssembly.Instance(compiled, unused()).exports;
  linter.start();
}

/** A crate that reads schemas of one's own asks for random numbers in the way of wasm-bindgen. Here no schema is read. */
function unused() {
  const imports = {};
  for (const { module, name } of WebAssembly.Module.imports(compiled)) {
    imports[module] ??= {};
    imports[module][name] = () => { throw new Error("not to be called"); };
  }
  return imports;
}

/** What a call comes to. One that failed leaves nothing to rely on, so that the linter is started anew. */
function answer(name, texts) {
  try {
    return { answer: call(name, texts) };
  } catch {
    const fault = placeOfFault();
    start();
    return { fault };
  }
}

/** Passes texts one behind the other, and the lengths of all but the last. */
function call(name, texts) {
  const parts = texts.map((text) => encoder.encode(text));
  const place = linter.room(parts.reduce((sum, part) => sum + part.length, 0));
  let at = place;
  for (const part of parts) {
    new Uint8Array(linter.memory.buffer, at, part.length).set(part);
    at += part.length;
  }
  return taken(linter[name](...parts.slice(0, -1).map((part) => part.length)));
}

function taken(length) {
  return decoder.decode(new Uint8Array(linter.memory.buffer, linter.answer(), length));
}

function placeOfFault() {
  try { return taken(linter.fault()) || "an unknown place"; } catch { return "an unknown place"; }
}
