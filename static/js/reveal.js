// Fields revealed by a radio button. govuk-frontend would do it with aria-expanded, which ARIA does not
// allow on a radio button; taking its marker away first leaves these to us.
export function startReveals() {
  for (const radio of document.querySelectorAll("input[type=radio][data-aria-controls]")) {
    const revealed = document.getElementById(radio.getAttribute("data-aria-controls"));
    radio.removeAttribute("data-aria-controls");
    const sync = () => revealed.classList.toggle("govuk-radios__conditional--hidden", !radio.checked);
    sync();
    addEventListener("pageshow", sync); // going back restores the choice after this script ran
    radio.closest("fieldset, form").addEventListener("change", sync);
  }
}
