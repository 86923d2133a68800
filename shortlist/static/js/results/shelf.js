// Stages fetched once each, as elements ready to be shown.

export class Shelf {
  #address;
  #pages = new Map();

  constructor(address) {
    this.#address = address;
  }

  async stage(number) {
    const page = await this.#page(number);
    const parsed = new DOMParser().parseFromString(page, "text/html");
    return document.adoptNode(parsed.querySelector("[data-stage-view]"));
  }

  #page(number) {
    if (!this.#pages.has(number)) {
      const page = this.#fetched(number);
      page.catch(() => this.#pages.delete(number)); // the next try asks again
      this.#pages.set(number, page);
    }
    return this.#pages.get(number);
  }

  async #fetched(number) {
    const answer = await fetch(this.#address(number));
    if (!answer.ok) throw new Error(`stage ${number}: ${answer.status}`);
    return answer.text();
  }
}
