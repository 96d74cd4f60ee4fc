"""Scores -> acts, as `crates/tacitus/src/heads` does it; only to choose among runs on dev. Published figures
come from `cargo xtask eval`."""

import torch

from data import batches, below, collate
from model import EVENTS, ROLES


def spans(begin, inside, threshold):
    """Runs of words: begins where `begin` holds, goes on while `inside` does."""
    out, w = [], 0
    while w < len(begin):
        if begin[w] >= threshold:
            end = w + 1
            while end < len(begin) and inside[end] >= 0.5 and inside[end] >= begin[end]:
                end += 1
            out.append((w, end))
            w = end
        else:
            w += 1
    return out


@torch.no_grad()
def read(model, passages, threshold=0.5, role_threshold=0.5, size=4096, frozen=0):
    """One list of acts a passage, as in the prepared files, with `score`."""
    import random

    model.eval()
    for i, passage in enumerate(passages):
        passage["_i"] = i
    found = [[] for _ in passages]
    for batch in batches(passages, size, random.Random(0)):
        ids, first, shapes, real = collate(batch)
        states = model.encode(ids, first, shapes, below(model, batch, ids, frozen), frozen)
        trigger = model.trigger(states).float().sigmoid()
        rows = []
        for i, passage in enumerate(batch):
            for w in range(len(passage["pieces"])):
                for t in range(len(EVENTS)):
                    if trigger[i, w, t] >= threshold:
                        end = w + 1
                        while end < len(passage["pieces"]) and trigger[i, end, -1] >= 0.5:
                            end += 1
                        rows.append((i, w, end, t, float(trigger[i, w, t])))
        if not rows:
            continue
        pick = lambda k: torch.tensor([r[k] for r in rows])
        role, status, mode = model.acts(states[pick(0)], real[pick(0)], pick(1), pick(2), pick(3))
        role, status, mode = role.float().sigmoid(), status.float().softmax(-1), mode.float().sigmoid()
        for k, (i, start, end, t, score) in enumerate(rows):
            n = len(batch[i]["pieces"])
            roles = {name: spans(role[k, :n, 2 * r].tolist(), role[k, :n, 2 * r + 1].tolist(), role_threshold)
                     for r, name in enumerate(ROLES)}
            modes = [name for m, name in enumerate(model.config.modes)
                     if mode[k, m] >= 0.5 and name.startswith(EVENTS[t] + "/")]
            found[batch[i]["_i"]].append({"event": t, "trigger": [start, end], "roles": roles, "modes": modes,
                                          "status": int(status[k].argmax()), "score": score})
    return found


def score(passages, found):
    """found, typed, pair, whole F1 of a reading, by the rules for the marked news (without `also` and names)."""
    n_gold = n_found = 0
    hit = {"found": 0, "typed": 0, "pair": 0, "whole": 0}
    for passage, acts in zip(passages, found):
        gold = passage["acts"]
        n_gold += sum(1 for g in gold if g["weight"])
        pairs = sorted(((weigh(g, a), gi, ai) for gi, g in enumerate(gold) for ai, a in enumerate(acts)
                        if allowed(g, a)), reverse=True)
        taken_gold, taken = set(), set()
        for _, gi, ai in pairs:
            if gi in taken_gold or ai in taken:
                continue
            taken_gold.add(gi)
            taken.add(ai)
            g, a = gold[gi], acts[ai]
            if not g["weight"]:
                continue
            n_found += 1
            hit["found"] += 1
            typed = g["event"] == a["event"]
            pair = typed and all(parties_right(g["roles"][r], a["roles"][r]) for r in ("actor", "recipient"))
            hit["typed"] += typed
            hit["pair"] += pair
            hit["whole"] += pair and g["status"] == a["status"]
        accused = [s for g in gold if g["event"] == EVENTS.index("ACCUSE") for s in g["roles"]["content"]]
        for ai, a in enumerate(acts):
            if ai not in taken and not any(s <= a["trigger"][0] < e for s, e in accused):
                n_found += 1
    return {k: 2 * v / max(1, n_gold + n_found) for k, v in hit.items()} | {
        "recall": hit["typed"] / max(1, n_gold), "precision": hit["typed"] / max(1, n_found)}


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def met(gold, party):
    return overlap(gold, party) and party[1] - party[0] <= gold[1] - gold[0] + 4


def parties_right(gold, found):
    return len(gold) == len(found) and all(any(met(g, f) for f in found) for g in gold)


def allowed(g, a):
    if overlap(g["trigger"], a["trigger"]) and a["trigger"][1] - a["trigger"][0] <= g["trigger"][1] - g["trigger"][0] + 2:
        return True
    near = abs(g["trigger"][0] - a["trigger"][0]) <= 25
    return near and g["event"] == a["event"] and any(
        met(x, y) for r in ("actor", "recipient") for x in g["roles"][r] for y in a["roles"][r])


def weigh(g, a):
    return (4 * (g["event"] == a["event"]) + 3 * overlap(g["trigger"], a["trigger"])
            + sum(parties_right(g["roles"][r], a["roles"][r]) for r in ("actor", "recipient"))
            + 0.5 * (g["status"] == a["status"]) - abs(g["trigger"][0] - a["trigger"][0]) / 1000)
