"""Trains the content head: what a speech act is about ("urged him to *quit the city*": RETREAT), of which type? The encoder stays as it is; its states are computed once.

    python content.py --model ../models/tacitus-en --events prepared/gold.jsonl prepared/corpus.jsonl \\
        --dev prepared/dev.jsonl --seed 1

Adds `content.*` tensors to the model folder as a shard of their own, in both number types, and the manifest's lines.
One query is the content's words with the type of the speech act: the mean and the largest of the words' states, and the
act's row of a table added to them, go through one hidden layer to 17 numbers: the 16 types and none of them.
"""

import argparse
import hashlib
import json
import random
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import nn

import data
from export import quantised
from model import EVENTS, Config, Reader, Whole, to_whole_numbers

NONE = len(EVENTS)


class Content(nn.Module):
    """Takes pooled states N×2D and types of speech acts N; gives N×17."""

    def __init__(self, width):
        super().__init__()
        self.event = nn.Embedding(len(EVENTS), 2 * width)
        nn.init.normal_(self.event.weight, std=0.02)
        self.hidden, self.out = Whole(2 * width, width), nn.Linear(width, NONE + 1)

    def forward(self, pooled, event):
        x = pooled + self.event(event)
        return self.out(F.gelu(self.hidden(self.hidden.steps(x))))


def opened(folder):
    """The model of a folder in half precision, rounding as the int8 program does."""
    tensors = {}
    for path in sorted(folder.glob("half-[0-9]*.safetensors")):
        tensors |= load_file(path)
    model = Reader(Config(**json.loads((folder / "config.json").read_text())),
                   vocabulary=tensors["embeddings.word.weight"].shape[0])
    ours = {n.replace("embeddings.type.", "embeddings.segment."): t.float() for n, t in tensors.items()}
    model.load_state_dict({**model.state_dict(), **ours})
    model.embeddings.round_words()
    to_whole_numbers(model)
    return model.eval()


@torch.no_grad()
def examples(model, paths, size=1536):
    """Every marked content: pooled states, type of its act, type (16: none)."""
    passages = [p for p in data.load(paths) if any(a["contents"] for a in p["acts"] or ())]
    found = []
    for batch in data.batches(passages, size, random.Random(0)):
        ids, first, shapes, _ = data.collate(batch)
        for passage, states in zip(batch, model.encode(ids, first, shapes)):
            for act in passage["acts"]:
                for (start, end), event, _ in act["contents"]:
                    kind = NONE if event is None else event
                    words = states[start:end]
                    pooled = torch.cat([words.mean(0), words.amax(0)])
                    found.append((pooled, act["event"], kind))
    pick = lambda i: torch.tensor([x[i] for x in found])
    return torch.stack([x[0] for x in found]), pick(1), pick(2)


@torch.no_grad()
def score(head, pooled, event, kind):
    head.eval()
    said = head(pooled, event).argmax(1)
    right = (said == kind)
    typed = (kind != NONE) & right
    f1 = lambda a, b, c: 2 * a / max(b + c, 1)
    return {"right": right.float().mean().item(),
            "typed_f1": f1(typed.sum().item(), (said != NONE).sum().item(), (kind != NONE).sum().item())}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--model", required=True, type=Path)
    p.add_argument("--events", required=True, nargs="+")
    p.add_argument("--dev", nargs="+", default=[])
    p.add_argument("--epochs", type=int, default=25)
    p.add_argument("--rate", type=float, default=1e-3)
    p.add_argument("--dropout", type=float, default=0.2)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--try-out", action="store_true", help="write nothing")
    args = p.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    model = opened(args.model)
    pooled, event, kind = examples(model, args.events)
    dev = examples(model, args.dev) if args.dev else None
    head = Content(pooled.shape[1] // 2)
    to_whole_numbers(head)
    best = torch.optim.AdamW(head.parameters(), lr=args.rate, weight_decay=0.01)
    n_steps, size = args.epochs * (len(kind) // 64 + 1), 64
    plan = torch.optim.lr_scheduler.LambdaLR(best, lambda i: max(0.0, 1 - i / n_steps))
    for epoch in range(args.epochs):
        head.train()
        order = torch.randperm(len(kind))
        total = 0.0
        for rows in order.split(size):
            out = head(F.dropout(pooled[rows], args.dropout), event[rows])
            loss = F.cross_entropy(out, kind[rows], label_smoothing=0.05)
            best.zero_grad()
            loss.backward()
            best.step()
            plan.step()
            total += loss.item() * len(rows)
        to_whole_numbers(head)
        if dev and epoch % 5 == 4:
            print(json.dumps({"epoch": epoch + 1, "loss": round(total / len(kind), 4), "contents": len(kind),
                              "dev": {k: round(v, 4) for k, v in score(head, *dev).items()}, "n_dev": len(dev[0])}), flush=True)
    if not args.try_out:
        keep(args.model, head)


def keep(folder, head):
    """Writes the shard and its checksums."""
    half = {f"content.{n}": t.detach().half().contiguous() for n, t in head.state_dict().items()}
    files = {}
    for prefix, tensors in (("half", half), ("int8", quantised(half))):
        path = folder / f"{prefix}-content.safetensors"
        save_file(tensors, path)
        files[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest = folder / "manifest.toml"
    lines = [line for line in manifest.read_text().splitlines() if not any(f'"{name}"' in line for name in files)]
    lines += [f'"{name}" = "{digest}"' for name, digest in sorted(files.items())]
    manifest.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
