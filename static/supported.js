// Runs before the first paint, so that components do not flash in their no-script form.
// A file of its own because the content security policy allows no inline script.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
