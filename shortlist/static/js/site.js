// What every page gains where scripts run. Each file has one purpose; no page needs any of them.
import { copyButtons } from "./copy.js";
import { focusSummary } from "./focus.js";
import { clearCastBallot, keepOnlyTheMembersBallots } from "./kept.js";
import { sendOnce } from "./once.js";
import { printPrivately } from "./private.js";

focusSummary(document);
sendOnce(document);
copyButtons(document);
keepOnlyTheMembersBallots(document);
clearCastBallot(document);
printPrivately(document);
