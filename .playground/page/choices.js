// What can be chosen besides the text: the form that it is in, and the options.

/** `onChange` is called whenever something else is chosen. */
function makeChoices(onChange) {
  const tools = document.getElementById("tools");
  const form = document.getElementById("form");
  const fields = ["show", "strict", "account", "caller", "call", "region", "spec", "usage"].map((name) => tools.elements[name]);
  /** Whether the form was chosen by whoever is there, and not by an example. */
  let isFormAsked = false;

  const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);
  const hasForm = (name) => [...form.options].some((option) => option.value === name);

  form.addEventListener("input", () => { isFormAsked = true; });
  for (const field of [form, ...fields]) field.addEventListener("input", onChange);
  tools.addEventListener("submit", (event) => event.preventDefault());

  return {
    form: () => form.value,

    /** Takes a form for granted, until another is asked for. */
    take(name) {
      form.value = hasForm(name) ? name : "auto";
      isFormAsked = false;
    },

    /** The form of that title, which a file turned out to be in. */
    settle(title) {
      const option = [...form.options].find((option) => option.dataset.title === title);
      if (option) form.value = option.value;
    },

    /** What was taken for granted of a text is not known of the next one. */
    forget() {
      if (!isFormAsked) form.value = "auto";
    },

    /** The options that say something. */
    options() {
      const said = fields.map((field) => [field.name, valueOf(field)]);
      return Object.fromEntries(said.filter(([, value]) => value !== "" && value !== false));
    },

    /** Chooses the options of a link, of which nothing is known. */
    choose(options) {
      for (const field of fields) {
        const value = options?.[field.name];
        if (field.type === "checkbox") field.checked = value === true;
        else field.value = typeof value === "string" ? value : "";
        if (field.options && field.selectedIndex < 0) field.selectedIndex = 0;
      }
      document.getElementById("options").open = Object.keys(this.options()).length > 0;
    },

    /** Says at each option what cannot be. */
    tell(faults) {
      for (const field of fields) {
        const fault = faults.find((fault) => fault.option === field.name);
        const place = field.parentElement.querySelector(".fault");
        if (place) place.textContent = fault?.message ?? "";
        field.toggleAttribute("aria-invalid", fault !== undefined);
      }
    },

    /** Fills in what the linter knows. */
    fill({ forms, calls, regions, specs, usages }) {
      for (const [id, names] of Object.entries({ regions, specs, usages })) {
        document.getElementById(id).append(...names.map((name) => element("option", { value: name })));
      }
      tools.elements.call.append(...calls.map((name) => element("option", { value: name }, name)));
      for (const { name, title } of forms) {
        const option = element("option", { value: name }, name === "auto" ? "what it looks like" : title);
        option.dataset.title = title;
        form.append(option);
      }
    },
  };
}
