"""Fine-tunes a model on PLV in folds, to compare with systems that were trained on it. What comes out never ships.

    cargo xtask export relations --vocab VOCAB ../shared/data/research/plv/PLV_train.tsv -o training/prepared/plv.jsonl
    python plv.py --start ../models/tacitus-en --relations prepared/plv.jsonl --events prepared/gold.jsonl \\
        prepared/corpus.jsonl --modes prepared/modes.txt --out runs/plv

PLV says which type joins two spans, not which word says so. So the model that we start from picks, in each row,
the likeliest trigger of the gold type, by trigger score times role scores (as crates/tacitus/src/heads/pair.rs);
the row then is an ordinary passage with this one act. Other words say nothing, except where the gold type is likely
too: there the row teaches nothing. Fold k holds out the rows whose number modulo 5 is k, and leaves out of training
the rows with the words of one held out. Some ordinary passages an epoch keep the model from forgetting. Makes one
folder a fold with checkpoint and log, for export.py.
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch

import data
import train
from decode import spans
from model import EVENTS, ROLES, STATUSES, Config, Reader, to_whole_numbers

# A trigger less likely than DOUBT is none; at most TRIED are asked for their roles.
DOUBT, TRIED, FOLDS = 0.12, 12, 5
ACTOR, RECIPIENT = ROLES.index("actor"), ROLES.index("recipient")


def parse():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--start", required=True, type=Path, help="model folder, or checkpoint, to start from")
    p.add_argument("--relations", required=True, nargs="+", help="prepared rows (cargo xtask export relations)")
    p.add_argument("--events", nargs="*", default=[], help="prepared passages with events marked")
    p.add_argument("--events-per-epoch", type=int, default=300)
    p.add_argument("--modes", required=True, help="text file, one EVENT/mode a line: the mode head's order")
    p.add_argument("--out", required=True, type=Path, help="folder; fold k goes to its folder k")
    p.add_argument("--folds", type=int, nargs="+", default=list(range(FOLDS)), help="only these")
    p.add_argument("--epochs", type=int, default=5)
    p.add_argument("--batches", type=int, help="at most so many an epoch: to try it out")
    p.add_argument("--frozen", type=int, default=6, help="layers, from the bottom, that are not trained")
    p.add_argument("--pieces", type=int, default=1536, help="pieces a batch, padding counted")
    p.add_argument("--rate", type=float, default=2e-5, help="of the encoder")
    p.add_argument("--head-rate", type=float, default=1e-4)
    p.add_argument("--optional", type=float, default=0.3, help="weight of claims the markers held unsure")
    p.add_argument("--lower", type=float, default=0.1, help="share of passages read as if all in small letters")
    p.add_argument("--party", type=float, default=1.5, help="weight of actor and recipient among the roles")
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--layers", type=int, default=12)
    p.add_argument("--act-layers", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    return p.parse_args()


def types(root):
    """Indexes of the types that are this root."""
    return [EVENTS.index(e) for e in (["CONCEDE", "RETREAT"] if root == "YIELD" else [root])]


def opened(args):
    """The model to start from, in whole numbers, its lowest layers fixed."""
    model = Reader(Config(layers=args.layers, act_layers=args.act_layers, modes=Path(args.modes).read_text().split()),
                   dropout=args.dropout)
    model.load_state_dict({**model.state_dict(), **train.started(args.start)})
    model.embeddings.round_words()
    to_whole_numbers(model)
    for part in (model.embeddings, *model.layer[: args.frozen]):
        part.requires_grad_(False)
    return model


@torch.no_grad()
def likeliest(model, rows, events_of, args):
    """For each row the likeliest act, of the types `events_of(row)`, by the row's source on its target; and all
    words that may say one of these types, with their scores."""
    model.eval()
    found = {}
    for batch in data.batches(rows, args.pieces, random.Random(0)):
        states, real = train.encode(model, batch, args)
        trigger = model.trigger(states).float().sigmoid()
        said = [sorted(((float(trigger[i, w, e]), w, e) for w in range(len(row["pieces"])) for e in events_of(row)),
                       key=lambda t: (-t[0], t[1], t[2])) for i, row in enumerate(batch)]
        tried = [(i, score, w, e) for i, scores in enumerate(said)
                 for at, (score, w, e) in enumerate(scores[:TRIED]) if at == 0 or score >= 0.01]
        at, start, event = (torch.tensor([t[k] for t in tried]) for k in (0, 2, 3))
        end = torch.tensor([trigger_end(trigger[i, :, -1], w, len(batch[i]["pieces"])) for i, _, w, _ in tried])
        answers = model.acts(states[at], real[at], start, end, event)
        role, status, mode = (x.float() for x in answers)
        acts = [[] for _ in batch]
        for k, (i, score, w, e) in enumerate(tried):
            acts[i].append(act(model, batch[i], score, [w, int(end[k])], e, role[k].sigmoid(), status[k], mode[k].sigmoid()))
        for i, row in enumerate(batch):
            found[row["row"]] = max(acts[i], key=lambda a: a["worth"]), said[i]
    return [found[row["row"]] for row in rows]


def trigger_end(goes_on, start, n):
    end = start + 1
    while end < n and goes_on[end] >= 0.5:
        end += 1
    return end


def act(model, row, score, trigger, event, role, status, mode):
    """An act as in the prepared files: parties as PLV marks them, the rest as the model reads it. The target is a
    second actor where the model holds that likelier, as of those who meet or agree."""
    in_role = lambda side, r: max((float(role[s:e, 2 * r : 2 * r + 2].max()) for s, e in row[side]), default=1.0)
    n = len(row["pieces"])
    roles = {name: spans(role[:n, 2 * r].tolist(), role[:n, 2 * r + 1].tolist(), 0.5) for r, name in enumerate(ROLES)}
    actor, as_recipient, as_actor = in_role("source", ACTOR), in_role("target", RECIPIENT), in_role("target", ACTOR)
    mutual = row["source"] and row["target"] and as_actor > as_recipient and actor > in_role("source", RECIPIENT)
    sides = sorted(row["source"] + row["target"]) if mutual else row["source"], [] if mutual else row["target"]
    roles["actor"], roles["recipient"] = sides
    modes = [name for name, m in zip(model.config.modes, mode) if m >= 0.5 and name.startswith(EVENTS[event] + "/")]
    return {"event": event, "trigger": trigger, "modes": modes, "status": int(status.argmax()), "weight": 1.0,
            "roles": roles, "worth": score * actor * (as_actor if mutual else as_recipient), "score": score}


def mark(model, rows, args):
    """Gives every row its act, and the words that are left out of the loss."""
    for row, (best, said) in zip(rows, likeliest(model, rows, lambda row: types(row["root"]), args)):
        row["acts"] = [best]
        row["ignore"] = [[w, e] for score, w, e in said if score >= DOUBT and (w, e) != (best["trigger"][0], best["event"])]


def right(model, rows, args):
    """Share of rows whose likeliest act of any type is of the gold root: a quick figure for the log."""
    found = likeliest(model, rows, lambda row: range(len(EVENTS)), args)
    return sum(best["event"] in types(row["root"]) for row, (best, _) in zip(rows, found)) / max(1, len(rows))


def parts(rows, fold):
    """Rows to train on, and rows held out. None of the first has the words of one of the second."""
    held = [row for row in rows if row["row"] % FOLDS == fold]
    unseen = {repr(row["pieces"]) for row in held}
    return [row for row in rows if repr(row["pieces"]) not in unseen], held


def run(fold, rows, events, args):
    torch.manual_seed(args.seed + fold)
    rng = random.Random(args.seed + fold)
    model = opened(args)
    ours, held = parts(rows, fold)
    out = args.out / str(fold)
    out.mkdir(parents=True, exist_ok=True)
    optimizer, rates = train.optimizer(model, args)
    with open(out / "log.jsonl", "w") as log:
        def say(row):
            print(json.dumps(row), flush=True)
            print(json.dumps(row), file=log, flush=True)

        say({"fold": fold, "epoch": 0, "rows": len(ours), "held_out": len(held), "right": round(right(model, held, args), 4)})
        for epoch in range(args.epochs):
            model.train()
            to_whole_numbers(model)
            began, sums, n_pieces = time.time(), {}, 0
            work = data.batches(ours, args.pieces, rng) + data.batches(
                data.sample(events, args.events_per_epoch, rng), args.pieces, rng)
            rng.shuffle(work)
            work = work[: args.batches]
            for at, batch in enumerate(work):
                train.set_rate(optimizer, rates, (epoch + at / len(work)) / args.epochs)
                losses = train.event_loss(model, batch, args)
                train.learn(model, optimizer, losses)
                n_pieces += sum(data.n_pieces(p) for p in batch)
                for k, v in losses.items():
                    sums[k] = sums.get(k, 0) + float(v.detach())
            row = {"fold": fold, "epoch": epoch + 1, "seconds": round(time.time() - began), "pieces": n_pieces,
                   "batches": len(work), "loss": {k: round(v / len(work), 4) for k, v in sums.items()}}
            if epoch + 1 == args.epochs:
                to_whole_numbers(model)
                row["right"] = round(right(model, held, args), 4)
            say(row)
    # The fields that export.py reads; there are no names here.
    kept = {**vars(args), "events": [*args.relations, *args.events], "names": [], "names_per_epoch": 0}
    torch.save({"model": model.state_dict(), "epoch": args.epochs, "args": kept}, out / "checkpoint.pt")


def main():
    args = parse()
    torch.set_num_threads(args.threads)
    rows, events = data.load(args.relations), data.load(args.events)
    mark(opened(args), rows, args)
    doubtful = sum(row["acts"][0]["score"] < DOUBT for row in rows)
    statuses = {name: sum(row["acts"][0]["status"] == s for row in rows) for s, name in enumerate(STATUSES)}
    print(json.dumps({"rows": len(rows), "trigger_doubtful": doubtful, "status": statuses,
                      "mutual": sum(not row["acts"][0]["roles"]["recipient"] for row in rows)}), flush=True)
    for fold in args.folds:
        run(fold, rows, events, args)


if __name__ == "__main__":
    main()
