// Warns before the session ends and lets the person stay with one key. The clock is shared between tabs
// through localStorage, because a page opened in another tab renews the session for this one too.
import { markAnswersLost } from "./answers.js";

const KEY = "session-ends-at";
const { sessionSeconds, keepAliveUrl } = document.body.dataset;

const renewed = (seconds) => localStorage.setItem(KEY, String(Date.now() + seconds * 1000));
const secondsLeft = () => (Number(localStorage.getItem(KEY)) - Date.now()) / 1000;

async function stay(warning) {
  warning.close();
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  try {
    const response = await fetch(keepAliveUrl, {
      method: "POST",
      headers: { "X-CSRFToken": token, Accept: "application/json" },
      redirect: "manual", // a redirect means the session had already ended
    });
    if (response.ok) return renewed((await response.json()).seconds);
    if (response.status < 500) renewed(0);
  } catch {
    // no connection: the clock runs on and the warning comes back
  }
}

function tell(clock, seconds) {
  const minutes = Math.ceil(seconds / 60);
  const { less, minutesOne, minutesMany } = clock.dataset;
  const text = seconds < 60 ? less : minutes === 1 ? minutesOne : minutesMany.replace("{n}", minutes);
  if (clock.textContent !== text) clock.textContent = text;
}

export function startSessionClock() {
  const total = Number(sessionSeconds);
  if (!total) return;
  const warning = document.getElementById("session-warning");
  const ended = document.getElementById("session-ended");
  const clock = warning.querySelector("[data-session-clock]");
  const notice = total > 1200 ? 300 : Math.max(120, total / 10); // never less than two minutes
  renewed(total);

  warning.querySelector("[data-session-stay]").addEventListener("click", () => stay(warning));
  warning.addEventListener("cancel", (event) => {
    event.preventDefault(); // Escape must not put the warning away and let the session end unseen
    stay(warning);
  });
  ended.addEventListener("cancel", (event) => event.preventDefault());
  ended.querySelector("[data-session-again]").addEventListener("click", () => location.assign(location.href));

  setInterval(() => {
    const left = secondsLeft();
    if (left <= 0) {
      if (ended.open) return;
      warning.close();
      markAnswersLost();
      ended.showModal();
    } else if (left <= notice) {
      tell(clock, left);
      if (!warning.open) warning.showModal();
    } else {
      if (warning.open) warning.close();
      if (ended.open) ended.close(); // signed in again in another tab
    }
  }, 1000);
}
