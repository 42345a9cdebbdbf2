import { assertEquals } from "@std/assert";
import {
  chosenQuestion,
  NONE,
  pressQuestion,
  type Question,
  type QuestionStep,
  typedQuestion,
  viewQuestion,
} from "../../../../client/terminal/app/question.ts";
import { type Key, named } from "../../../../shared/terminal/key.ts";

const CHOICE = chosenQuestion({
  title: "Work",
  text: "No channel answers.",
  options: [{ key: "r", label: "Retry" }, { key: "c", label: "Create" }, { key: "q", label: "Quit" }],
});
const LOOK = { prompt: ">", ascii: false };

Deno.test("one of some answers is chosen by its letter, by arrows and Enter, or not at all", () => {
  const cases: readonly (readonly [keys: readonly Key[], came: QuestionStep])[] = [
    [[text("c")], { type: "chosen", chosen: 1 }],
    [[text("C")], { type: "chosen", chosen: 1 }],
    [[named("down"), named("down"), named("enter")], { type: "chosen", chosen: 2 }],
    [[named("up"), named("enter")], { type: "chosen", chosen: 2 }],
    [[named("tab"), named("tab"), named("tab"), named("enter")], { type: "chosen", chosen: 0 }],
    [[named("escape")], { type: "givenUp" }],
    [[named("c", { ctrl: true })], { type: "givenUp" }],
  ];
  for (const [keys, came] of cases) assertEquals(pressed(CHOICE, keys), came);
  assertEquals(pressed(CHOICE, [text("x"), { type: "paste", text: "q" }]).type, "asking");
});

Deno.test("where nothing is selected beforehand, neither what is typed nor Enter chooses", () => {
  const options = [{ key: "Esc", label: "Stop waiting" }];
  const waiting = chosenQuestion({ title: "Waiting", text: "You wait.", options, selected: NONE });
  const blind = [..."escape s"].map((char) => text(char));
  assertEquals(pressed(waiting, [...blind, named("enter"), text("Esc"), named("enter")]).type, "asking");
  assertEquals(pressed(waiting, [named("escape")]), { type: "givenUp" });
  for (const move of ["down", "tab", "up"] as const) {
    assertEquals(pressed(waiting, [named(move), named("enter")]).type, "chosen");
  }
});

Deno.test("what is typed for a secret is seen as bullets, and answered as it is", () => {
  const asked = typedQuestion({ title: "PIN", secret: true });
  const step = pressed(asked, [text("öffne"), named("backspace")]);
  if (step.type !== "asking") throw new Error(`It came to ${step.type}`);
  const { editor } = viewQuestion(step.question, LOOK);
  assertEquals(editor, { prompt: ">", lines: ["••••"], cursor: { line: 0, column: 4 } });
  assertEquals(viewQuestion(step.question, { ...LOOK, ascii: true }).editor?.lines, ["****"]);
  assertEquals(pressed(step.question, [named("enter")]), { type: "typed", text: "öffn", chosen: undefined });
});

Deno.test("what is typed narrows what can be chosen, and begins it anew", () => {
  const options = (typed: string) => ["Work", "Wood", "Other"].filter((label) => label.startsWith(typed)).map(option);
  const asked = typedQuestion({ title: "Go to", options });
  assertEquals(pressed(asked, [named("down"), named("enter")]), { type: "typed", text: "", chosen: 1 });
  assertEquals(pressed(asked, [named("down"), text("Wo"), named("enter")]), { type: "typed", text: "Wo", chosen: 0 });
  assertEquals(pressed(asked, [text("x"), named("enter")]), { type: "typed", text: "x", chosen: undefined });
});

function option(label: string): { readonly label: string } {
  return { label };
}

function text(typed: string): Key {
  return { type: "text", text: typed };
}

function pressed(question: Question, keys: readonly Key[]): QuestionStep {
  let step: QuestionStep = { type: "asking", question };
  for (const key of keys) if (step.type === "asking") step = pressQuestion(step.question, key);
  return step;
}
