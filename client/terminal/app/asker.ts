/** Questions of commands and of the way in, put above everything else on the screen. */
import type { Intent } from "../../core/intents.ts";
import type { Choice } from "../client.ts";
import type { Asking } from "../desk.ts";
import { type Answer, OpenQuestions } from "./open_questions.ts";
import { chosenQuestion, NONE, type Question, typedQuestion } from "./question.ts";

export interface AskerDeps {
  readonly do: (intent: Intent) => void;
  /** Another question is to be seen, or none. */
  readonly changed: () => void;
  /** Nobody answers any more. */
  readonly signal: AbortSignal;
}

/** Whoever types blindly must not stop it: no letter does, nor Enter alone. */
const STOP = { key: "Esc", label: "Stop waiting" };

export class Asker {
  readonly open = new OpenQuestions();
  readonly #deps: AskerDeps;

  constructor(deps: AskerDeps) {
    this.#deps = deps;
  }

  /** Resolves with the answer; undefined when there is none. */
  put(question: Question, signal = this.#deps.signal): Promise<Answer> {
    const answer = this.open.ask(question, signal);
    this.#deps.changed();
    return answer.finally(() => this.#deps.changed());
  }

  async ask(
    question: string,
    { secret = false, signal = this.#deps.signal, why = "" }: Asking = {},
  ): Promise<string | undefined> {
    const title = question.trim().replace(/:$/, "");
    return (await this.put(typedQuestion({ title, text: why, secret }), signal))?.text;
  }

  async choose<Word extends string>({ title, why, answers }: Choice<Word>): Promise<Word | undefined> {
    const options = answers.map(([word, words]) => ({
      key: word.charAt(0),
      label: words.charAt(0).toUpperCase() + words.slice(1),
    }));
    const answer = await this.put(chosenQuestion({ title, text: why, options }));
    return answer?.chosen === undefined ? undefined : answers[answer.chosen]?.[0];
  }

  /** Says why it takes long until it is over; whoever has enough stops waiting. */
  async waitFor<T>(why: string, what: Promise<T>): Promise<T> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.#deps.signal]);
    const answered = this.put(chosenQuestion({ title: "Waiting", text: why, options: [STOP], selected: NONE }), signal);
    const stopping = answered.then(() => signal.aborted || this.#deps.do({ type: "stopWaiting" }));
    try {
      return await what;
    } finally {
      over.abort();
      await stopping;
    }
  }
}
