// What the results page gains where scripts run: going through the stages without leaving it.
import { stepThrough } from "./stepper.js";

for (const section of document.querySelectorAll("[data-stages]")) stepThrough(section);
