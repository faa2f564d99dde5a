// <form data-passkey="create|get" data-passkey-options="…" hidden>: the browser asks the device for a passkey, and the
// form is sent with its answer. The form is hidden until this has run, so nobody sees a button that does nothing.
const bytes = (text) => {
  const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
};
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

const decoded = (list) => list?.map((known) => ({ ...known, id: bytes(known.id) }));

function forBrowser({ publicKey }) {
  const wanted = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (wanted.user) wanted.user = { ...wanted.user, id: bytes(wanted.user.id) };
  if (wanted.excludeCredentials) wanted.excludeCredentials = decoded(wanted.excludeCredentials);
  if (wanted.allowCredentials) wanted.allowCredentials = decoded(wanted.allowCredentials);
  return { publicKey: wanted };
}

function forServer(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    answer.attestationObject = text(response.attestationObject);
    answer.transports = response.getTransports?.() ?? [];
  } else {
    answer.authenticatorData = text(response.authenticatorData);
    answer.signature = text(response.signature);
    if (response.userHandle) answer.userHandle = text(response.userHandle);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: answer,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

function tell(form, message) {
  let place = form.querySelector(".govuk-error-message[role=alert]");
  if (!place) {
    place = document.createElement("p");
    place.className = "govuk-error-message";
    place.setAttribute("role", "alert");
    form.querySelector(".govuk-button-group").before(place);
  }
  place.textContent = message;
}

async function ask(form) {
  const { passkey, passkeyOptions, passkeyFailed, passkeyKnown, passkeyElsewhere } = form.dataset;
  try {
    const credential = await navigator.credentials[passkey](forBrowser(JSON.parse(passkeyOptions)));
    form.elements.credential.value = forServer(credential);
    form.submit();
  } catch (error) {
    const known = { InvalidStateError: passkeyKnown, SecurityError: passkeyElsewhere };
    tell(form, known[error.name] ?? passkeyFailed);
  }
}

export function startPasskeys() {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    let asking = false;
    form.hidden = false;
    // whoever stopped it may try again at once, which the button's own guard against double clicks would swallow
    form.querySelector("button").removeAttribute("data-prevent-double-click");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!window.PublicKeyCredential) return tell(form, form.dataset.passkeyUnsupported);
      if (asking) return;
      asking = true;
      await ask(form);
      asking = false;
    });
  }
}
