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
from model import Config, Reader, to_whole_numbers


def parse():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--base", required=True, help="BERT weights, safetensors")
    p.add_argument("--events", nargs="+", required=True, help="prepared passages with events marked")
    p.add_argument("--names", nargs="*", default=[], help="prepared passages with names marked")
    p.add_argument("--frames", nargs="*", default=[], help="prepared passages with predicates marked")
    p.add_argument("--frames-per-epoch", type=int, default=2500)
    p.add_argument("--empty", type=float, default=1.0, help="share of the event passages without a claim that an epoch reads")
    p.add_argument("--pseudo", nargs="*", default=[], help="passages labelled by pseudo.py")
    p.add_argument("--pseudo-per-epoch", type=int, default=6000)
    p.add_argument("--start", type=Path, help="checkpoint of another run, or model folder, to start from")
    p.add_argument("--frozen", type=int, default=0, help="layers, from the bottom, that are not trained: their states are "
                                                         "computed once and kept, which halves the work of the run")
    p.add_argument("--whole-numbers", action="store_true", help="train on the states that the int8 program computes")
    p.add_argument("--lower", type=float, default=0.1, help="share of passages read as if all in small letters")
    p.add_argument("--party", type=float, default=1.0, help="weight of actor and recipient among the roles")
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


FAST = "avx512_bf16" in Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else False


def autocast():
    """Half precision where the processor has it; elsewhere it would be many times slower than single."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=FAST)


def encode(model, batch, args):
    """States of a batch's words, and which words are real."""
    ids, first, shapes, real = data.collate(batch)
    if model.training and args.lower:
        small = torch.rand(len(batch)) < args.lower
        shapes = torch.where(small[:, None] & (shapes % 8 <= 4), shapes - shapes % 8, shapes)
    return model.encode(ids, first, shapes, data.below(model, batch, ids, args.frozen), args.frozen), real


def event_loss(model, batch, args):
    with autocast():
        states, real = encode(model, batch, args)
        trigger = model.trigger(model.dropout(states))
    y, weight = data.trigger_labels(batch, ids_words(real), args.optional)
    loss = F.binary_cross_entropy_with_logits(trigger.float(), y, weight * real[:, :, None], reduction="sum")
    losses = {"trigger": loss / len(batch)}
    acts = data.act_labels(batch, ids_words(real), model.config.modes)
    n = len(acts["event"])
    if n:
        at = acts["passage"]
        with autocast():
            role, status, mode = model.acts(states[at], real[at], acts["start"], acts["end"], acts["event"])
        fits = torch.zeros_like(acts["mode"])
        for m, name in enumerate(model.config.modes):
            fits[:, m] = acts["event"] == data.EVENTS.index(name.split("/")[0])
        weight = real[at][:, :, None].float().repeat(1, 1, acts["role"].shape[2])
        weight[:, :, : 2 * data.ROLES.index("place")] *= args.party
        losses["role"] = F.binary_cross_entropy_with_logits(role.float(), acts["role"], weight, reduction="sum") / n
        losses["status"] = F.cross_entropy(status.float(), acts["status"])
        losses["mode"] = F.binary_cross_entropy_with_logits(mode.float(), acts["mode"], fits, reduction="sum") / n
    return losses


def name_loss(model, batch, args):
    with autocast():
        states, real = encode(model, batch, args)
        logits = model.name(model.dropout(states))
    y = data.name_labels(batch, ids_words(real))
    return {"name": 20 * F.cross_entropy(logits.float().flatten(0, 1), y.flatten(), ignore_index=-100)}


def frame_loss(model, batch, args):
    with autocast():
        states, real = encode(model, batch, args)
        y = data.frame_labels(batch, ids_words(real))
        at = y["passage"]
        arg, fact = model.frames(states[at], real[at], y["start"], y["end"])
    words = real[at].float() * y["has_args"][:, None]
    losses = {"arg": F.binary_cross_entropy_with_logits(
        arg.float(), y["arg"], words[:, :, None].expand_as(y["arg"]), reduction="sum") / len(at)}
    miss = F.smooth_l1_loss(fact.float(), y["fact"], reduction="none")
    losses["fact"] = (miss * y["has_fact"]).sum() / y["has_fact"].sum().clamp(min=1)
    return losses


def ids_words(real):
    return real.shape[1]


WEIGHTS = {"trigger": 1.0, "role": 0.5, "status": 1.0, "mode": 0.5, "name": 0.3, "arg": 0.3, "fact": 1.0}


def started(path):
    """Parameters of a checkpoint, or of a model folder in half precision."""
    if path.is_dir():
        tensors = {}
        for shard in sorted(path.glob("half-[0-9]*.safetensors")):
            tensors.update(load_file(shard))
        return {name.replace("embeddings.type.", "embeddings.segment."): t.float() for name, t in tensors.items()}
    return torch.load(path, weights_only=False)["model"]


def optimizer(model, args):
    """What improves the encoder at one rate and the heads at another; and these rates."""
    encoder = [p for n, p in model.named_parameters() if n.startswith("layer.") and p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith(("layer.", "embeddings."))]
    made = torch.optim.AdamW([{"params": encoder, "lr": args.rate}, {"params": heads, "lr": args.head_rate}],
                             weight_decay=0.01)
    return made, [group["lr"] for group in made.param_groups]


def set_rate(optimizer, rates, done):
    """By the share of the run that is done, so that a run which goes on with more data ends as planned."""
    for group, rate in zip(optimizer.param_groups, rates):
        group["lr"] = rate * min(1, (done + 1e-3) / 0.04) * max(0.02, 1 - done)


def learn(model, optimizer, losses):
    """One step."""
    sum(WEIGHTS[k] * v for k, v in losses.items()).backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()


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
        model.load_state_dict({**model.state_dict(), **started(args.start)})
    if args.whole_numbers:
        model.embeddings.round_words()
        to_whole_numbers(model)
    for part in (model.embeddings, *model.layer[: args.frozen]):
        part.requires_grad_(False)
    events, names, dev = data.load(args.events), data.load(args.names), data.load([args.dev])
    pseudo, frames = data.load(args.pseudo), data.load(args.frames)

    improver, rates = optimizer(model, args)
    kinds = [("events", events, len(events)), ("names", names, args.names_per_epoch),
             ("events", pseudo, args.pseudo_per_epoch), ("frames", frames, args.frames_per_epoch)]

    def epoch_work(rng):
        work = []
        for kind, passages, n in kinds:
            passages = data.sample(passages, n, rng)
            if kind == "events":
                passages = [p for p in passages if p["acts"] or rng.random() < args.empty]
            work += [(kind, batch) for batch in data.batches(passages, args.pieces, rng)]
        return work

    start = 0
    checkpoint = args.out / "checkpoint.pt"
    repeated = [*events, *names, *dev]
    if args.frozen:
        data.load_below(args.out / "below.pt", repeated)
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(kept["model"])
        improver.load_state_dict(kept["optimizer"])
        rng.setstate(kept["rng"])
        torch.set_rng_state(kept["torch_rng"])
        start = kept["epoch"]
    log = open(args.out / "log.jsonl", "a")
    for epoch in range(start, args.epochs):
        model.train()
        began, sums, counts, n_pieces = time.time(), {}, {}, 0
        work = epoch_work(rng)
        rng.shuffle(work)
        if args.whole_numbers:
            to_whole_numbers(model)
        for at, (kind, batch) in enumerate(work):
            set_rate(improver, rates, (epoch + at / len(work)) / args.epochs)
            if kind == "events":
                losses = event_loss(model, batch, args)
            else:
                losses = (name_loss if kind == "names" else frame_loss)(model, batch, args)
            learn(model, improver, losses)
            n_pieces += sum(data.n_pieces(p) for p in batch)
            for k, v in losses.items():
                sums[k], counts[k] = sums.get(k, 0) + float(v.detach()), counts.get(k, 0) + 1
        row = {"epoch": epoch + 1, "seconds": round(time.time() - began), "pieces": n_pieces,
               "loss": {k: round(sums[k] / counts[k], 4) for k in sums}}
        if (epoch + 1) % args.dev_every == 0 or epoch + 1 == args.epochs:
            row["dev"] = {t: {k: round(v, 4) for k, v in decode.score(dev, decode.read(model, dev, t, frozen=args.frozen)).items()}
                          for t in (0.3, 0.4, 0.5)}
        print(json.dumps(row), flush=True)
        print(json.dumps(row), file=log, flush=True)
        torch.save({"model": model.state_dict(), "optimizer": improver.state_dict(), "rng": rng.getstate(),
                    "torch_rng": torch.get_rng_state(), "epoch": epoch + 1,
                    "args": vars(args)}, checkpoint)
        if args.frozen:
            data.save_below(args.out / "below.pt", repeated)


if __name__ == "__main__":
    main()
