"""Trains encoder and heads together. Seeded, logged, resumable after every epoch.

    python train.py --base ../shared/data/encoders/gte-small/model.f16.safetensors \\
        --events prepared/train.jsonl prepared/articles-train.jsonl --names prepared/names.jsonl \\
        --dev prepared/dev.jsonl --out runs/NAME
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file

import data
import decode
from model import Config, Reader


def parse():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--base", required=True, help="BERT weights, safetensors")
    p.add_argument("--events", nargs="+", required=True, help="prepared passages with events marked")
    p.add_argument("--names", nargs="*", default=[], help="prepared passages with names marked")
    p.add_argument("--pseudo", nargs="*", default=[], help="passages labelled by pseudo.py")
    p.add_argument("--pseudo-per-epoch", type=int, default=6000)
    p.add_argument("--start", type=Path, help="checkpoint of another run to start from, instead of the bare base")
    p.add_argument("--dev", required=True, help="prepared passages to choose by")
    p.add_argument("--modes", required=True, help="text file, one EVENT/mode a line: the mode head's order")
    p.add_argument("--out", required=True, type=Path)
    p.add_argument("--layers", type=int, default=12)
    p.add_argument("--act-layers", type=int, default=2)
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--names-per-epoch", type=int, default=700)
    p.add_argument("--pieces", type=int, default=2048, help="pieces a batch, padding counted")
    p.add_argument("--rate", type=float, default=5e-5, help="of the encoder")
    p.add_argument("--head-rate", type=float, default=5e-4)
    p.add_argument("--optional", type=float, default=0.3, help="weight of claims the markers held unsure")
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--dev-every", type=int, default=1)
    return p.parse_args()


def event_loss(model, batch, args):
    ids, first, shapes, real = data.collate(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = model.encode(ids, first, shapes)
        trigger = model.trigger(model.dropout(states))
    y, weight = data.trigger_labels(batch, ids_words(real), args.optional)
    loss = F.binary_cross_entropy_with_logits(trigger.float(), y, weight * real[:, :, None], reduction="sum")
    losses = {"trigger": loss / len(batch)}
    acts = data.act_labels(batch, ids_words(real), model.config.modes)
    n = len(acts["event"])
    if n:
        at = acts["passage"]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            role, status, mode = model.acts(states[at], real[at], acts["start"], acts["end"], acts["event"])
        fits = torch.zeros_like(acts["mode"])
        for m, name in enumerate(model.config.modes):
            fits[:, m] = acts["event"] == data.EVENTS.index(name.split("/")[0])
        losses["role"] = F.binary_cross_entropy_with_logits(
            role.float(), acts["role"], real[at][:, :, None].float().expand_as(acts["role"]), reduction="sum") / n
        losses["status"] = F.cross_entropy(status.float(), acts["status"])
        losses["mode"] = F.binary_cross_entropy_with_logits(mode.float(), acts["mode"], fits, reduction="sum") / n
    return losses


def name_loss(model, batch):
    ids, first, shapes, real = data.collate(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = model.name(model.dropout(model.encode(ids, first, shapes)))
    y = data.name_labels(batch, ids_words(real))
    return {"name": 20 * F.cross_entropy(logits.float().flatten(0, 1), y.flatten(), ignore_index=-100)}


def ids_words(real):
    return real.shape[1]


WEIGHTS = {"trigger": 1.0, "role": 0.5, "status": 1.0, "mode": 0.5, "name": 0.3}


def main():
    args = parse()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    modes = Path(args.modes).read_text().split()
    model = Reader(Config(layers=args.layers, act_layers=args.act_layers, modes=modes), dropout=args.dropout)
    model.load_bert(load_file(args.base))
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=False)["model"])
    model.embeddings.requires_grad_(False)
    events, names, dev = data.load(args.events), data.load(args.names), data.load([args.dev])
    pseudo = data.load(args.pseudo)

    encoder = [p for n, p in model.named_parameters() if n.startswith("layer.")]
    heads = [p for n, p in model.named_parameters() if not n.startswith(("layer.", "embeddings."))]
    optimizer = torch.optim.AdamW([{"params": encoder, "lr": args.rate}, {"params": heads, "lr": args.head_rate}],
                                  weight_decay=0.01)
    kinds = [("events", events, len(events)), ("names", names, args.names_per_epoch),
             ("events", pseudo, args.pseudo_per_epoch)]
    epoch_work = lambda rng: [(kind, batch) for kind, passages, n in kinds
                              for batch in data.batches(data.sample(passages, n, rng), args.pieces, rng)]
    steps_per_epoch = len(epoch_work(random.Random(0)))
    total = steps_per_epoch * args.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1, (s + 1) / (0.06 * total)) * max(0.02, 1 - s / total))
    start = 0
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        schedule.load_state_dict(kept["schedule"])
        rng.setstate(kept["rng"])
        torch.set_rng_state(kept["torch_rng"])
        start = kept["epoch"]
    log = open(args.out / "log.jsonl", "a")
    for epoch in range(start, args.epochs):
        model.train()
        began, sums, counts, n_pieces = time.time(), {}, {}, 0
        work = epoch_work(rng)
        rng.shuffle(work)
        for kind, batch in work:
            losses = event_loss(model, batch, args) if kind == "events" else name_loss(model, batch)
            loss = sum(WEIGHTS[k] * v for k, v in losses.items())
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            n_pieces += sum(data.n_pieces(p) for p in batch)
            for k, v in losses.items():
                sums[k], counts[k] = sums.get(k, 0) + float(v.detach()), counts.get(k, 0) + 1
        row = {"epoch": epoch + 1, "seconds": round(time.time() - began), "pieces": n_pieces,
               "loss": {k: round(sums[k] / counts[k], 4) for k in sums}}
        if (epoch + 1) % args.dev_every == 0 or epoch + 1 == args.epochs:
            row["dev"] = {t: {k: round(v, 4) for k, v in decode.score(dev, decode.read(model, dev, t)).items()}
                          for t in (0.3, 0.4, 0.5)}
        print(json.dumps(row), flush=True)
        print(json.dumps(row), file=log, flush=True)
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "rng": rng.getstate(),
                    "schedule": schedule.state_dict(), "torch_rng": torch.get_rng_state(), "epoch": epoch + 1,
                    "args": vars(args)}, checkpoint)


if __name__ == "__main__":
    main()
