// Enhancement only: every page works without this file.
import { initAll } from "./vendor/govuk-frontend-6.3.0/govuk-frontend.min.js";
import { startKeepingAnswers } from "./js/answers.js";
import { startPasskeys } from "./js/passkey.js";
import { startReveals } from "./js/reveal.js";
import { startSessionClock } from "./js/session.js";
import { startCopying, startPolling, startPrinting } from "./js/small.js";
import { startTypeaheads } from "./js/typeahead.js";
import { startFollowingWork } from "./js/work.js";

startKeepingAnswers(); // first, so that fields revealed by a restored choice are shown
startReveals();
startPasskeys();
startTypeaheads();
initAll();
startSessionClock();
startPrinting();
startPolling();
startCopying();
startFollowingWork();
