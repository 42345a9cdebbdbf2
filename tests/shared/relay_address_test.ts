import { assertEquals } from "@std/assert";
import { parseRelayAddress } from "../../shared/relay_address.ts";

Deno.test("a relay's address is a name or an address, and perhaps a port", () => {
  const cases: readonly (readonly [typed: string, host: string, port: number])[] = [
    ["relay.example.com", "relay.example.com", 5000],
    [" 10.0.0.7:5055 ", "10.0.0.7", 5055],
    ["2001:db8::1", "2001:db8::1", 5000],
    ["[2001:db8::1]:5055", "2001:db8::1", 5055],
  ];
  for (const [typed, host, port] of cases) assertEquals(parseRelayAddress(typed), { host, port });
});

Deno.test("the page that a relay's banner names is its address, too", () => {
  assertEquals(parseRelayAddress("http://192.168.1.100:5000/"), { host: "192.168.1.100", port: 5000 });
  assertEquals(parseRelayAddress("HTTP://relay.example.com:5055"), { host: "relay.example.com", port: 5055 });
  assertEquals(parseRelayAddress("http://[2001:db8::1]:5055/"), { host: "2001:db8::1", port: 5055 });
});

Deno.test("what may be the address of a proxy, or of something else, is no relay's", () => {
  const cases = [
    ...["https://relay.example.com", "https://relay.example.com:5000/", "http://relay.example.com/", "http://relay"],
    ...[
      "http://relay.example.com:5000/chat",
      "http://2001:db8::1:5000/",
      "http://:5000/",
      "http://relay:0/",
      "ws://relay:1",
    ],
    ...["", "relay:", "relay:99999", "relay.example.com/", "a b"],
  ];
  for (const typed of cases) assertEquals(parseRelayAddress(typed), undefined, typed);
});
