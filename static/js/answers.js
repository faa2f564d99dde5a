// Typed answers survive the end of a session: they wait in this tab's storage and are put back when the
// same page is opened after signing in again. Codes, passwords, files and hidden fields are never kept.
const PREFIX = "answers:";
const here = () => PREFIX + location.pathname + location.search;
const signedIn = () => "sessionSeconds" in document.body.dataset;
const interrupted = () => !signedIn() || document.querySelector("[data-answers-interrupted]");

function forms() {
  return [...document.querySelectorAll("main form[method=post]")];
}

function fields(form) {
  return [...form.elements].filter(
    (field) =>
      field.name &&
      !field.disabled &&
      !["hidden", "password", "file", "submit", "button", "reset", "fieldset"].includes(field.type) &&
      field.autocomplete !== "one-time-code" &&
      !field.dataset.secret,
  );
}

const isTick = (field) => field.type === "checkbox" || field.type === "radio";
const state = (field) => [field.name, isTick(field) ? `${field.value}:${field.checked}` : field.value];

function stored() {
  return Object.keys(sessionStorage)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => [key, JSON.parse(sessionStorage.getItem(key))]);
}

function save(lost) {
  const answers = forms().map((form) => fields(form).map(state));
  if (answers.some((form) => form.length)) sessionStorage.setItem(here(), JSON.stringify({ lost, answers }));
}

export function markAnswersLost() {
  if (forms().length) save(true);
}

function putBack(answers) {
  forms().forEach((form, number) => {
    const waiting = [...(answers[number] ?? [])];
    for (const field of fields(form)) {
      const position = waiting.findIndex(
        ([name, value]) => name === field.name && (!isTick(field) || value.startsWith(`${field.value}:`)),
      );
      if (position < 0) continue;
      const [[, value]] = waiting.splice(position, 1);
      if (isTick(field)) field.checked = value.endsWith(":true");
      else field.value = value;
    }
  });
}

export function startKeepingAnswers() {
  if (interrupted()) {
    // a page in between: whatever was being typed did not arrive
    for (const [key, draft] of stored()) sessionStorage.setItem(key, JSON.stringify({ ...draft, lost: true }));
    return;
  }
  const draft = JSON.parse(sessionStorage.getItem(here()) ?? "null");
  if (draft?.lost && forms().length) {
    putBack(draft.answers);
    document.getElementById("answers-restored")?.removeAttribute("hidden");
  }
  for (const [key, { lost }] of stored()) {
    if (!lost || key === here()) sessionStorage.removeItem(key);
  }

  let timer;
  document.addEventListener("input", (event) => {
    if (!event.target.form?.matches("main form[method=post]")) return;
    clearTimeout(timer);
    timer = setTimeout(() => save(false), 300);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("main form[method=post]")) save(false);
    // signing out on purpose leaves nothing behind for the next person at this computer
    if (event.target.matches("header form")) for (const [key] of stored()) sessionStorage.removeItem(key);
  });
}
