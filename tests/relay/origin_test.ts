import { assertEquals } from "@std/assert";
import { origin } from "../../relay/origin.ts";

Deno.test("a site is taken as browsers name it, and refused where it could never be one", () => {
  const sites = {
    "https://chat.example.com": "https://chat.example.com",
    "https://Chat.Example.COM/": "https://chat.example.com",
    "http://chat.example.com:80": "http://chat.example.com",
    "https://chat.example.com:8443": "https://chat.example.com:8443",
  };
  for (const [written, site] of Object.entries(sites)) assertEquals(origin.read(written), site);
  for (const written of ["", "*", "chat.example.com", "https://*.example.com", "https://a/b", "ftp://a", "https://"]) {
    assertEquals(origin.read(written), undefined, written);
  }
});
