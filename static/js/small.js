// Three small things: print buttons, copy buttons, and pages that wait for a document to be made.
export function startPrinting() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

export function startCopying() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      button.nextElementSibling.textContent = button.dataset.copied;
    });
  }
}

// <div data-poll-url="…">: the address answers {"ready": true, "url": "…"} when there is something to see
export function startPolling() {
  for (const place of document.querySelectorAll("[data-poll-url]")) {
    let wait = 1000;
    const ask = async () => {
      const response = await fetch(place.dataset.pollUrl, { headers: { Accept: "application/json" } }).catch(() => null);
      const answer = response?.ok ? await response.json() : {};
      if (answer.text) place.textContent = answer.text; // a download leaves this page where it is
      if (answer.ready) return location.assign(answer.url ?? location.href);
      wait = Math.min(wait * 1.5, 10000); // a long queue is not helped by asking more often
      setTimeout(ask, wait);
    };
    setTimeout(ask, wait);
  }
}
