// The linter, which runs in a worker of its own.

/**
 * Starts it. `ask(name, ...texts)` is answered with what the linter says, or with `null` after a fault, which `onFault` is told.
 */
function startLinter(onFault) {
  const script = new Blob([document.getElementById("worker").textContent], { type: "text/javascript" });
  const worker = new Worker(URL.createObjectURL(script));
  const waiting = new Map();
  let number = 0;
  worker.onmessage = ({ data }) => {
    const answered = waiting.get(data.number);
    waiting.delete(data.number);
    if (data.fault !== undefined) onFault(data.fault);
    answered?.(data.fault === undefined ? data.answer : null);
  };
  worker.onerror = () => onFault("its start");
  const packed = unpacked(document.getElementById("wasm").textContent.trim());
  worker.postMessage({ packed }, [packed]);
  return {
    ask(name, ...texts) {
      number += 1;
      worker.postMessage({ number, name, texts });
      return new Promise((answered) => waiting.set(number, answered));
    },
  };
}

function unpacked(base64) {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer;
}
