/** Lists in plain lines, chosen from by number: for screen readers, and for terminals that can do nothing else. */
import type { Key } from "../../../shared/terminal/key.ts";
import { choose } from "../choose.ts";
import type { Desk } from "../desk.ts";
import type { ListState } from "./list_state.ts";
import type { Picked, Picker } from "./picker.ts";

export class NumberPicker implements Picker {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  async pick<Word extends string>({ title, items, marked }: ListState<Word>): Promise<Picked<Word>> {
    const answers = items.map(({ word, label, about }) => {
      return [word, about === undefined ? label : `${label}: ${about}`] as const;
    });
    const word = await choose(this.#desk, { why: title, answers }, { usual: marked });
    return word === undefined ? { type: "left" } : { type: "chosen", word };
  }

  leave(): readonly Key[] {
    return this.#desk.leave?.() ?? [];
  }

  [Symbol.dispose](): void {
    this.#desk[Symbol.dispose]();
  }
}
