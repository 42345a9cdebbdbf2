import { assert, assertEquals } from "@std/assert";
import { columns } from "../../../shared/terminal/width.ts";
import { svgOf } from "./svg_of.ts";

const draw = (capture: string) => svgOf(capture, { columns: 20, title: "a & b", widthOf: columns });
const texts = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

Deno.test("svgOf() shows each part of a row where it was, in its colours", () => {
  const svg = draw("a \x1b[1;31mred\x1b[0m \x1b[38;5;196mred\x1b[39m\x1b[48;2;1;2;3m on\x1b[m\n日 b");
  assertEquals(texts(svg), ["a ", "red", "red", " on", "日 b"]);
  assert(
    svg.includes(
      '<text x="28.8" y="25" textLength="25.2" lengthAdjust="spacingAndGlyphs" fill="#bf616a" font-weight="bold">red',
    ),
  );
  assert(svg.includes('fill="#ff0000">red') && svg.includes('fill="#010203"/>'));
  assert(svg.includes('y="43" textLength="33.6"'));
});

Deno.test("svgOf() makes markup of nothing that was on the screen", () => {
  const svg = draw("\x1b]8;id=1;https://example.com/\x1b\\<script>&\x1b]8;;\x1b\\");
  assertEquals(texts(svg), ["&lt;script&gt;&amp;"]);
  assert(svg.includes("<title>a &amp; b</title>"));
});

Deno.test("svgOf() goes on in the next row with the colours that the one before ended with", () => {
  const svg = draw("\x1b[7ma\nb\x1b[27m");
  assertEquals(svg.match(/<rect x=/g)?.length, 2);
});
