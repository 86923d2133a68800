// Asks again and again how work goes on, and shows the page anew when it is over.

const PAUSE = 1000; // milliseconds between an answer and the next question

// `look` asks once, and says whether there is something to see that the page does not show yet.
// One question at a time: a busy server is not asked again before it has answered.
export function lookAgain(look) {
  setTimeout(async () => {
    if (await look().catch(() => false)) location.reload();
    else lookAgain(look);
  }, PAUSE);
}
