"""Prepared passages (`cargo xtask export`) -> padded batches.

A prepared file holds one JSON line a passage: `doc`; `tokens` (offsets of its words); `pieces` (ids of each
word's pieces); `shapes`; `acts` (null when events are not marked there): each with `event`, `trigger`
(from, to), `modes` (EVENT/mode), `status`, `weight`, and `roles` (name to list of (from, to)); `names` (null, or one tag
a word); `frames` (predicates with `trigger`, `args` (or null) and `fact` (or null)). All (from, to) count words, half-open.
"""

import json
import random

import torch

from model import ARGS, EVENTS, ROLES

CLS, SEP, UNK = 101, 102, 100


def load(paths):
    return [json.loads(line) for path in paths for line in open(path, encoding="utf8")]


def n_pieces(passage):
    return 2 + sum(len(p) for p in passage["pieces"])


def batches(passages, size, rng):
    """Passages of like length together, at most `size` pieces a batch (padding counted), batches shuffled."""
    order = sorted(passages, key=lambda p: (n_pieces(p), rng.random()))
    out, batch = [], []
    for passage in order:
        if batch and n_pieces(passage) * (len(batch) + 1) > size:
            out.append(batch)
            batch = []
        batch.append(passage)
    if batch:
        out.append(batch)
    rng.shuffle(out)
    return out


def collate(batch):
    """Ids, places of first pieces, shapes, and which words are real."""
    p = max(n_pieces(x) for x in batch)
    w = max(len(x["pieces"]) for x in batch)
    ids = torch.zeros(len(batch), p, dtype=torch.long)
    first = torch.zeros(len(batch), w, dtype=torch.long)
    shapes = torch.zeros(len(batch), w, dtype=torch.long)
    real = torch.zeros(len(batch), w, dtype=torch.bool)
    for i, passage in enumerate(batch):
        flat = [CLS]
        for j, pieces in enumerate(passage["pieces"]):
            first[i, j] = len(flat)
            flat += pieces or [UNK]
        flat.append(SEP)
        ids[i, : len(flat)] = torch.tensor(flat)
        n = len(passage["shapes"])
        shapes[i, :n] = torch.tensor(passage["shapes"])
        real[i, :n] = True
    return ids, first, shapes, real


def trigger_labels(batch, w, optional):
    """B×W×17 labels and weights: begins a trigger of each type, continues one. A claim that the markers
    held unsure counts `optional` where it begins."""
    y = torch.zeros(len(batch), w, len(EVENTS) + 1)
    weight = torch.ones_like(y)
    for i, passage in enumerate(batch):
        for act in sorted(passage["acts"], key=lambda a: a["weight"]):
            start, end = act["trigger"]
            y[i, start, act["event"]] = 1
            weight[i, start, act["event"]] = act["weight"] or optional
            y[i, start + 1 : end, -1] = 1
        for word, event in passage.get("ignore", ()):
            weight[i, word, event] = 0
    return y, weight


def act_labels(batch, w, modes):
    """The acts of a batch: which passage, trigger, event; labels of roles, status, modes."""
    rows = [(i, act) for i, passage in enumerate(batch) for act in passage["acts"]]
    role = torch.zeros(len(rows), w, 2 * len(ROLES))
    mode = torch.zeros(len(rows), len(modes))
    for k, (_, act) in enumerate(rows):
        for r, name in enumerate(ROLES):
            for start, end in act["roles"][name]:
                role[k, start, 2 * r] = 1
                role[k, start + 1 : end, 2 * r + 1] = 1
        mode[k, [modes.index(name) for name in act["modes"]]] = 1
    pick = lambda f: torch.tensor([f(i, act) for i, act in rows], dtype=torch.long)
    return {"passage": pick(lambda i, a: i), "start": pick(lambda i, a: a["trigger"][0]),
            "end": pick(lambda i, a: a["trigger"][1]), "event": pick(lambda i, a: a["event"]),
            "status": pick(lambda i, a: a["status"]), "role": role, "mode": mode}


def frame_labels(batch, w):
    """The predicates of a batch: which passage, where; labels of PropBank arguments and factuality (-3 to 3),
    each with a weight of 0 where it is not marked."""
    rows = [(i, frame) for i, passage in enumerate(batch) for frame in passage["frames"]]
    arg = torch.zeros(len(rows), w, 2 * len(ARGS))
    for k, (_, frame) in enumerate(rows):
        for name, start, end in frame["args"] or ():
            if name in ARGS:
                arg[k, start, 2 * ARGS.index(name)] = 1
                arg[k, start + 1 : end, 2 * ARGS.index(name) + 1] = 1
    pick = lambda f, kind: torch.tensor([f(i, frame) for i, frame in rows], dtype=kind)
    return {"passage": pick(lambda i, f: i, torch.long), "start": pick(lambda i, f: f["trigger"][0], torch.long),
            "end": pick(lambda i, f: f["trigger"][1], torch.long), "arg": arg,
            "has_args": pick(lambda i, f: f["args"] is not None, torch.float),
            "fact": pick(lambda i, f: f["fact"] or 0.0, torch.float),
            "has_fact": pick(lambda i, f: f["fact"] is not None, torch.float)}


def name_labels(batch, w):
    """B×W tags (0..2 begins, 3..5 continues, 6 none); -100 where there is no word."""
    y = torch.full((len(batch), w), -100, dtype=torch.long)
    for i, passage in enumerate(batch):
        y[i, : len(passage["names"])] = torch.tensor(passage["names"])
    return y


@torch.no_grad()
def below(model, batch, ids, n_layers):
    """States after the lowest layers, B×P×D, which are not trained: computed once a passage and kept with it in
    half precision. Nothing where all layers are trained."""
    if not n_layers:
        return None
    if any("_below" not in passage for passage in batch):
        x, mask = model.embeddings(ids), ids != 0
        for layer in model.layer[:n_layers]:
            x = layer.eval()(x, mask)
        for passage, states in zip(batch, x):
            passage["_below"] = states[: n_pieces(passage)].half()
    return torch.nn.utils.rnn.pad_sequence([x["_below"] for x in batch], batch_first=True).float()


def save_below(path, passages):
    """Keeps the computed states for a run that goes on later."""
    torch.save({repr(p["pieces"]): p["_below"] for p in passages if "_below" in p}, path)


def load_below(path, passages):
    kept = torch.load(path) if path.exists() else {}
    for passage in passages:
        if (states := kept.get(repr(passage["pieces"]))) is not None:
            passage["_below"] = states


def sample(passages, n, rng):
    return passages if n >= len(passages) else random.Random(rng.random()).sample(passages, n)
