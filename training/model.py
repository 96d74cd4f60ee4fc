"""The network: a BERT encoder with heads for names, triggers, and what stands around a trigger.

The Rust program computes exactly this in `crates/tacitus-encoder`; parameter names here are the tensor
names in the weights files. Shapes: B passages, P pieces, W words (tokens), A acts.
"""

import json
import math
from dataclasses import asdict, dataclass, field

import torch
import torch.nn.functional as F
from torch import nn

EVENTS = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
          "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
STATUSES = ["denied", "negated", "hypothetical", "future", "historical", "actual"]
ROLES = ["actor", "recipient", "place", "time", "speaker", "speech-cue", "status-cue", "content", "condition",
         "deadline"]
NAMES = ["PER", "ORG", "LOC"]
ARGS = ["ARG0", "ARG1", "ARG2", "ARGM-LOC", "ARGM-TMP", "ARGM-NEG", "ARGM-MOD"]


@dataclass
class Config:
    """What `config.json` of a model folder holds; the Rust side reads the same fields."""

    layers: int = 12
    width: int = 384
    attention_heads: int = 12
    intermediate: int = 1536
    max_positions: int = 512
    layer_norm_eps: float = 1e-12
    act_layers: int = 2
    act_intermediate: int = 768
    act_window: int = 32
    modes: list = field(default_factory=list)
    n_shapes: int = 16

    def save(self, path):
        with open(path, "w") as f:
            json.dump(asdict(self), f, indent=1)
            f.write("\n")


def best_scale(weight):
    """Per channel, the scale with the least squared error among a few that clip the largest weights."""
    top = weight.abs().amax(1).clamp_min(1e-8)
    best, least = top / 63, torch.full_like(top, float("inf"))
    for share in torch.arange(0.70, 1.001, 0.025):
        scale = top * share / 63
        error = ((weight / scale[:, None]).round().clamp(-63, 63) * scale[:, None] - weight).square().sum(1)
        best, least = torch.where(error < least, scale, best), torch.minimum(error, least)
    return best


class Whole(nn.Linear):
    """A linear layer that the program computes in whole numbers. Once `scale` is set (`to_whole_numbers`), it gives
    what the program will give, and passes gradients as if it had not rounded."""

    scale = None

    def forward(self, x):
        """`x` as `steps` gives it, so that layers that share it round it once."""
        if self.scale is None:
            return super().forward(x)
        with torch.no_grad():
            rounded = (self.weight / self.scale).round_().clamp_(-63, 63).mul_(self.scale).sub_(self.weight)
        return F.linear(x, self.weight + rounded, self.bias)

    def steps(self, x):
        """Each row in 255 steps of its own, as the program brings activations to bytes."""
        if self.scale is None:
            return x
        with torch.no_grad():
            low, high = x.amin(-1, keepdim=True).clamp(max=0), x.amax(-1, keepdim=True).clamp(min=0)
            size = ((high - low) / 255).clamp_min(1e-20)
            zero = (-low / size).round_()
            rounded = (x / size).round_().add_(zero).clamp_(0, 255).sub_(zero).mul_(size).sub_(x)
        return x + rounded


def to_whole_numbers(model):
    """From here on the model's `Whole` layers round; called again, they take new scales from their weights."""
    for layer in model.modules():
        if isinstance(layer, Whole):
            layer.scale = best_scale(layer.weight.detach())[:, None]


class Layer(nn.Module):
    """One BERT layer, norms after the residual sums."""

    def __init__(self, width, heads, intermediate, eps, dropout):
        super().__init__()
        self.query, self.key, self.value, self.out = (Whole(width, width) for _ in range(4))
        self.up, self.down = Whole(width, intermediate), Whole(intermediate, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=eps), nn.LayerNorm(width, eps=eps)
        self.heads, self.dropout = heads, nn.Dropout(dropout)

    def forward(self, x, mask):
        b, n, d = x.shape
        split = lambda t: t.view(b, n, self.heads, d // self.heads).transpose(1, 2)
        y = self.query.steps(x)
        a = F.scaled_dot_product_attention(split(self.query(y)), split(self.key(y)), split(self.value(y)),
                                           attn_mask=mask[:, None, None, :])
        a = self.out.steps(a.transpose(1, 2).reshape(b, n, d))
        x = self.norm1(x + self.dropout(self.out(a)))
        between = self.down.steps(F.gelu(self.up(self.up.steps(x))))
        return self.norm2(x + self.dropout(self.down(between)))


class Embeddings(nn.Module):
    def __init__(self, vocabulary, config):
        super().__init__()
        self.word = nn.Embedding(vocabulary, config.width)
        self.position = nn.Embedding(config.max_positions, config.width)
        self.segment = nn.Embedding(2, config.width)
        self.norm = nn.LayerNorm(config.width, eps=config.layer_norm_eps)

    def round_words(self):
        """Brings the word vectors to the steps of the int8 set."""
        scale = self.word.weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.word.weight.data = (self.word.weight / scale).round().clamp(-127, 127) * scale

    def forward(self, ids):
        positions = torch.arange(ids.shape[1])
        return self.norm(self.word(ids) + self.position(positions) + self.segment.weight[0])


class Mlp(nn.Module):
    """A head over words: one hidden layer."""

    def __init__(self, width, n_out):
        super().__init__()
        self.hidden, self.out = Whole(width, width), nn.Linear(width, n_out)

    def forward(self, x):
        return self.out(F.gelu(self.hidden(self.hidden.steps(x))))


class Act(nn.Module):
    """Reads the passage once more with one trigger marked."""

    def __init__(self, config, dropout):
        super().__init__()
        self.mark = nn.Embedding(2, config.width)
        self.distance = nn.Embedding(2 * config.act_window + 1, config.width)
        self.event = nn.Embedding(len(EVENTS), config.width)
        self.norm = nn.LayerNorm(config.width, eps=config.layer_norm_eps)
        self.layer = nn.ModuleList(
            Layer(config.width, config.attention_heads, config.act_intermediate, config.layer_norm_eps, dropout)
            for _ in range(config.act_layers))
        self.window = config.act_window
        for table in (self.mark, self.distance, self.event):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, states, mask, start, end, event):
        """states A×W×D, mask A×W, the rest A (event -1: a predicate of no type). Gives A×W×D."""
        w = torch.arange(states.shape[1])[None, :]
        inside = ((w >= start[:, None]) & (w < end[:, None])).long()
        away = (w - start[:, None]).clamp(-self.window, self.window) + self.window
        event_state = self.event(event.clamp(min=0)) * (event >= 0)[:, None]
        z = self.norm(states + self.mark(inside) + self.distance(away) + event_state[:, None, :])
        for layer in self.layer:
            z = layer(z, mask)
        return z


class Reader(nn.Module):
    def __init__(self, config, vocabulary=30522, dropout=0.1):
        super().__init__()
        self.config = config
        self.embeddings = Embeddings(vocabulary, config)
        self.layer = nn.ModuleList(
            Layer(config.width, config.attention_heads, config.intermediate, config.layer_norm_eps, dropout)
            for _ in range(config.layers))
        self.shape = nn.Embedding(config.n_shapes, config.width)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.name, self.trigger = Mlp(config.width, 2 * len(NAMES) + 1), Mlp(config.width, len(EVENTS) + 1)
        self.act = Act(config, dropout)
        self.role = nn.ModuleDict({"out": nn.Linear(config.width, 2 * len(ROLES))})
        self.status = nn.ModuleDict({"out": nn.Linear(config.width, len(STATUSES))})
        self.mode = nn.ModuleDict({"out": nn.Linear(config.width, len(config.modes))})
        # For training only: PropBank's arguments and the factuality of any predicate teach the act layers what
        # a subject, an object and a negation are. They are not exported.
        self.arg, self.fact = nn.Linear(config.width, 2 * len(ARGS)), nn.Linear(config.width, 1)
        nn.init.constant_(self.arg.bias, -4.0)
        self.dropout = nn.Dropout(dropout)
        # Nearly all answers are no; without this the first hundred steps only learn that.
        for rare in (self.trigger.out, self.role["out"], self.mode["out"]):
            nn.init.constant_(rare.bias, -4.0)

    def encode(self, ids, first_piece, shapes, below=None, n_below=0):
        """ids B×P (0 pads); first_piece B×W, the place of each word's first piece; shapes B×W. Gives B×W×D.
        `below` B×P×D: the states after the first `n_below` layers, where they are known."""
        mask = ids != 0
        x = self.dropout(self.embeddings(ids) if below is None else below)
        for layer in self.layer[n_below:]:
            x = layer(x, mask)
        words = torch.gather(x, 1, first_piece[:, :, None].expand(-1, -1, x.shape[2]))
        return words + self.shape(shapes)

    def acts(self, states, mask, start, end, event):
        """Logits of roles A×W×20, status A×6, modes A×M."""
        z = self.act(self.dropout(states), mask, start, end, event)
        at = z[torch.arange(z.shape[0]), start]
        return self.role["out"](z), self.status["out"](at), self.mode["out"](at)

    def frames(self, states, mask, start, end):
        """Logits of PropBank arguments A×W×14 and factuality A, for predicates of any kind."""
        z = self.act(self.dropout(states), mask, start, end, torch.full_like(start, -1))
        return self.arg(z), self.fact(z[torch.arange(z.shape[0]), start])[:, 0]

    def load_bert(self, tensors):
        """Takes the encoder of a BERT checkpoint with Hugging Face names."""
        names = {"attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
                 "attention.output.dense": "out", "attention.output.LayerNorm": "norm1",
                 "intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "norm2"}
        ours = {}
        for name, value in tensors.items():
            name = name.removeprefix("bert.")
            if name.startswith("embeddings."):
                new = (name.replace("word_embeddings", "word").replace("position_embeddings", "position")
                       .replace("token_type_embeddings", "segment").replace("LayerNorm", "norm"))
                if new.endswith("position_ids"):
                    continue
                ours[new] = value.float()
            elif name.startswith("encoder.layer."):
                _, _, i, rest = name.split(".", 3)
                part, kind = rest.rsplit(".", 1)
                ours[f"layer.{i}.{names[part]}.{kind}"] = value.float()
        own = self.state_dict()
        wanted = [n for n in own if n.startswith(("embeddings.", "layer."))]
        missing = [n for n in wanted if n not in ours]
        if missing:
            raise SystemExit(f"the checkpoint lacks {missing[:5]}")
        self.load_state_dict({**own, **{n: ours[n] for n in wanted}})
