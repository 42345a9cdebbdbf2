import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { banner } from "../../relay/banner.ts";
import { columns } from "../../shared/terminal/width.ts";

const facts = {
  port: 5000,
  name: "pychat relay",
  addresses: ["127.0.0.1", "::1", "192.168.1.100", "fe80::1", "2001:db8::7"],
};

Deno.test("the banner tells exactly what to tell others", () => {
  assertEquals(banner({ ...facts, addresses: ["127.0.0.1", "192.168.1.100"] }), [
    "┌───────────────────────────────────────┐",
    "│ pychat relay                          │",
    "│                                       │",
    "│ Tell the others, on the same network: │",
    "│   pychat connect 192.168.1.100        │",
    "│ or, in a browser:                     │",
    "│   http://192.168.1.100:5000/          │",
    "└───────────────────────────────────────┘",
  ]);
});

Deno.test("the banner says the port only when it is not the usual one", () => {
  assertStringIncludes(banner({ ...facts, port: 6000 }).join("\n"), "pychat connect 192.168.1.100:6000 ");
  assert(!banner(facts).join("\n").includes("connect 192.168.1.100:5000"));
});

Deno.test("the banner puts IPv6 into brackets and leaves loopback and link-local out", () => {
  const shown = banner({ ...facts, port: 6000 }).join("\n");
  assertStringIncludes(shown, "pychat connect [2001:db8::7]:6000 ");
  assertStringIncludes(shown, "http://[2001:db8::7]:6000/ ");
  assert(!/127\.0|::1\]|fe80/.test(shown));
});

Deno.test("the banner leaves IPv6 out where the relay listens on IPv4 only", () => {
  for (const host of ["0.0.0.0", "0"]) {
    const shown = banner({ ...facts, host }).join("\n");
    assert(!shown.includes("2001"));
    assertStringIncludes(shown, "pychat connect 192.168.1.100 ");
  }
});

Deno.test("the banner sends nobody to his router where the relay listens for this computer only", () => {
  const shown = banner({ ...facts, host: "127.0.0.1", internet: true }).join("\n");
  assertStringIncludes(shown, "nobody, since it listens on this address only; without --host it listens on all");
  assert(!shown.includes("forward TCP port"));
  // Without a network it listens on all of them none the less: there may be one later.
  assertStringIncludes(banner({ ...facts, addresses: ["127.0.0.1"], internet: true }).join("\n"), "forward TCP port");
});

Deno.test("the banner says who cannot come in", () => {
  for (const host of ["127.0.0.1", "::1", "localhost"]) {
    const shown = banner({ ...facts, host }).join("\n");
    assertStringIncludes(shown, "This computer only:");
    assert(!shown.includes("192.168"));
  }
  assertStringIncludes(banner({ ...facts, addresses: ["127.0.0.1", "169.254.3.4"] }).join("\n"), "This computer only:");
});

Deno.test("the banner tells the one address it listens on, and for the Internet which port to forward", () => {
  const shown = banner({ ...facts, host: "10.0.0.2", internet: true }).join("\n");
  assertStringIncludes(shown, "pychat connect 10.0.0.2 ");
  assert(!shown.includes("192.168"));
  assertStringIncludes(shown, "forward TCP port 5000 ");
  assert(!banner(facts).join("\n").includes("forward"));
});

Deno.test("the banner's box is straight and clean whatever the relay is called", () => {
  for (const name of ["日本 👍🏽", "\x1b[31mred", "x".repeat(60)]) {
    const lines = banner({ ...facts, name });
    assertEquals(new Set(lines.map(columns)).size, 1);
    assert(!lines.join("").includes("\x1b"));
  }
});
