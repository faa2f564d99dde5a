// Council pickers: <input data-typeahead-url="…" data-typeahead-name="council"> becomes a list of suggestions.
// The address answers ?q= with [{id, label, context}]; the chosen id is sent under data-typeahead-name.
// Without this file the box is plain text and the server shows a page of matches.
const WAIT = 150; // milliseconds after the last key

const escapeHtml = (text) => Object.assign(document.createElement("i"), { textContent: text ?? "" }).innerHTML;
const full = (row) => (row.context ? `${row.label} (${row.context})` : row.label);

function described(input) {
  const ids = (input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  return ids.map((id) => document.getElementById(id)?.textContent.trim()).filter(Boolean);
}

function enhance(input) {
  const { typeaheadUrl, typeaheadName, typeaheadNone, typeaheadHelp, typeaheadStatus } = input.dataset;
  const place = document.createElement("div");
  place.className = `portal-typeahead ${input.classList.contains("govuk-input--error") ? "portal-typeahead--error" : ""}`;
  const chosen = Object.assign(document.createElement("input"), {
    type: "hidden",
    name: typeaheadName,
    value: input.dataset.typeaheadValue ?? "",
  });
  const hints = described(input);
  let timer;
  let latest = 0;

  function source(query, show) {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const asked = ++latest;
      const address = new URL(typeaheadUrl, location.href);
      address.searchParams.set("q", query);
      const response = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
      const rows = response?.ok ? await response.json() : [];
      if (asked === latest) show(rows); // an older answer may arrive after a newer one
    }, WAIT);
  }

  input.replaceWith(place);
  place.after(chosen);
  window.accessibleAutocomplete({
    element: place,
    id: input.id,
    name: input.name,
    defaultValue: input.value,
    minLength: 2,
    displayMenu: "overlay", // in line it moves what follows when it closes, and a click on that is lost
    confirmOnBlur: false,
    showNoOptionsFound: true,
    inputClasses: "govuk-input",
    source,
    templates: {
      inputValue: (row) => (row?.label ? full(row) : ""),
      suggestion: (row) =>
        typeof row === "string"
          ? escapeHtml(row)
          : `${escapeHtml(row.label)} <span class="portal-typeahead__context">${escapeHtml(row.context)}</span>`,
    },
    onConfirm: (row) => {
      if (row) chosen.value = row.id;
    },
    tNoResults: () => typeaheadNone ?? "No results",
    tAssistiveHint: () => [...hints, typeaheadHelp ?? ""].filter(Boolean).join(". "),
    tStatusResults: (length) => (typeaheadStatus ?? "{n}").replace("{n}", length),
    tStatusNoResults: () => typeaheadNone ?? "No results",
  });
  // typing again after choosing means another council: the old choice must not be sent
  place.addEventListener("input", () => (chosen.value = ""));
}

export function startTypeaheads() {
  if (!window.accessibleAutocomplete) return;
  document.querySelectorAll("input[data-typeahead-url]").forEach(enhance);
}
