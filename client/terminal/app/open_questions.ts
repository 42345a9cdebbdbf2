/** The questions that wait for an answer, the first one shown. */
import type { Key } from "../../../shared/terminal/key.ts";
import { pressQuestion, type Question, type QuestionStep } from "./question.ts";

/** What came of a question; undefined: nothing did. */
export type Answer = { readonly text: string; readonly chosen: number | undefined } | undefined;

interface Open {
  question: Question;
  readonly answer: (answer: Answer) => void;
}

export class OpenQuestions {
  readonly #open: Open[] = [];

  get first(): Question | undefined {
    return this.#open[0]?.question;
  }

  /** Resolves with the answer; undefined when there is none, or the signal aborts. */
  ask(question: Question, signal?: AbortSignal): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    if (signal?.aborted) return Promise.resolve(undefined);
    const open: Open = { question, answer: resolve };
    const stop = () => this.#settle(open, undefined);
    this.#open.push(open);
    signal?.addEventListener("abort", stop, { once: true });
    return promise.finally(() => signal?.removeEventListener("abort", stop));
  }

  /** Gives a key to the one that is shown; false when there is none. */
  press(key: Key): boolean {
    const [open] = this.#open;
    if (!open) return false;
    const step = pressQuestion(open.question, key);
    if (step.type === "asking") open.question = step.question;
    else this.#settle(open, answerOf(step));
    return true;
  }

  /** Nobody answers any more. */
  end(): void {
    for (const open of [...this.#open]) this.#settle(open, undefined);
  }

  #settle(open: Open, answer: Answer): void {
    const at = this.#open.indexOf(open);
    if (at < 0) return;
    this.#open.splice(at, 1);
    open.answer(answer);
  }
}

function answerOf(step: Exclude<QuestionStep, { readonly type: "asking" }>): Answer {
  if (step.type === "givenUp") return undefined;
  return { text: step.type === "typed" ? step.text : "", chosen: step.chosen };
}
