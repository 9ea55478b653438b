// Files that are opened or dropped. They are read by the page, and go nowhere.

/** `onText(text, name)` is given what a file says, `onFault(words)` why it cannot be read. */
function startFiles(onText, onFault) {
  const file = document.getElementById("file");
  const target = document.getElementById("editor");
  const holdsFile = (event) => event.dataTransfer?.types.includes("Files");

  async function open(file) {
    if (!file) return;
    try {
      onText(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer()), file.name);
    } catch {
      onFault(`${file.name} is not a text in UTF-8`);
    }
  }

  document.getElementById("open").addEventListener("click", () => file.click());
  file.addEventListener("change", () => { open(file.files[0]); file.value = ""; });
  addEventListener("dragover", (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    target.classList.add("target");
  });
  for (const name of ["dragleave", "drop"]) addEventListener(name, () => target.classList.remove("target"));
  addEventListener("drop", (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    open(event.dataTransfer.files[0]);
  });
}
