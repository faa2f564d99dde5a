// <div data-work-url="…">: follows long work. The bar and the words move on; a screen reader hears only a new
// step and every tenth of the way, so that it is not talked over. When the work has ended the page shows its report.
const SOONEST = 800;
const LATEST = 5000;

export function startFollowingWork() {
  const place = document.querySelector("[data-work-url]");
  if (!place) return;
  const words = place.querySelector("[data-work-words]");
  const bar = place.querySelector("progress");
  const voice = place.querySelector("[data-work-say]");
  let wait = SOONEST;
  let said = "";

  const say = (key, text) => {
    if (key !== said) voice.textContent = text;
    said = key;
  };

  const show = (state) => {
    words.textContent = state.words;
    if (state.total) {
      bar.max = state.total;
      bar.value = state.done;
      const tenth = Math.floor(state.percent / 10) * 10;
      say(`${state.words.split(":")[0]} ${tenth}`, `${state.words.split(":")[0]}: ${place.dataset.workNow.replace("{n}", tenth)}`);
    } else {
      if (state.status === "running") bar.removeAttribute("value");
      say(state.words, state.words);
    }
  };

  const ask = async () => {
    const response = await fetch(place.dataset.workUrl, { headers: { Accept: "application/json" } }).catch(() => null);
    if (response?.redirected) return location.reload(); // signed out meanwhile
    if (!response?.ok) {
      words.textContent = place.dataset.workLost;
      wait = LATEST;
    } else {
      const state = await response.json();
      if (!state.open) return location.reload();
      show(state);
      wait = Math.min(wait * 1.2, LATEST);
    }
    setTimeout(ask, wait);
  };
  setTimeout(ask, wait);
}
