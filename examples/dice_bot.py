#!/usr/bin/env python3
"""A bot that rolls dice: whoever says "!roll 2d6" gets an answer.

    PYCHAT_PIN=1234 ./dice_bot.py pychat bot relay.example.com Work --name dice

It starts the command behind its name, reads what is heard from it, and writes orders to it: a JSON object a line, each way.
"""
import json
import random
import re
import subprocess
import sys

pychat = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def order(**fields):
    pychat.stdin.write(json.dumps(fields) + "\n")
    pychat.stdin.flush()


def roll(text):
    asked = re.match(r"!roll (\d{1,2})?d(\d{1,4})$", text)
    if not asked or int(asked[2]) == 0:
        return None
    dice = [random.randint(1, int(asked[2])) for _ in range(int(asked[1] or 1))]
    return f"{' + '.join(map(str, dice))} = {sum(dice)}"


def answer(heard):
    if heard["type"] == "ready":
        order(type="say", text="I roll dice: !roll 2d6")
    # Never answer yourself: two bots that do talk for ever.
    elif heard["type"] == "message" and not heard["own"]:
        result = roll(heard["text"])
        if result:
            order(type="say", channel=heard["channel"], reply=heard["id"], text=result)
    elif heard["type"] == "refused":
        print(heard["why"], file=sys.stderr)


try:
    for line in pychat.stdout:
        answer(json.loads(line))
except KeyboardInterrupt:
    # Ctrl-C reaches both: pychat says goodbye by itself.
    pass

sys.exit(pychat.wait())
