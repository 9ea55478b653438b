// A text and its options in an address: JSON, deflated, as base64url behind the #, which no browser sends.

/** The most that a link may unfold to. */
const MOST_SHARED = 8 * 1024 * 1024;
const PREFIX = "#s=";

async function through(stream, bytes, most) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > most) throw new RangeError("too long");
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function toFragment(state) {
  const bytes = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(JSON.stringify(state)), Infinity);
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return PREFIX + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** What a fragment holds; `undefined` where it is none of ours, `null` where it is damaged. */
async function fromFragment(fragment) {
  if (!fragment.startsWith(PREFIX)) return undefined;
  try {
    const base64 = fragment.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/");
    const bytes = await through(new DecompressionStream("deflate-raw"), unpacked(base64), MOST_SHARED);
    const state = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    return typeof state.text === "string" ? state : null;
  } catch {
    return null;
  }
}

/** The button and what it opens. `state()` is what is shared, `hasSecret()` whether that should be thought over. */
function startShare(state, hasSecret) {
  const byId = (id) => document.getElementById(id);
  const [dialog, address, copied] = ["link", "address", "copied"].map(byId);
  byId("share").addEventListener("click", async () => {
    address.value = location.href.split("#")[0] + await toFragment(state());
    byId("leak").hidden = !hasSecret();
    copied.textContent = "";
    dialog.showModal();
    address.select();
  });
  byId("copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address.value);
    } catch {
      address.select();
      document.execCommand("copy");
    }
    copied.textContent = "Copied.";
  });
  byId("close").addEventListener("click", () => dialog.close());
}
