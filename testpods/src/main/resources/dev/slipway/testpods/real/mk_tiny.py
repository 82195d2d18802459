"""Makes a tiny model with random weights, a byte-level BPE tokenizer and a chat template (about 0.5 MB, 11 s).

usage: mk_tiny.py OUTDIR [qwen2|llama] [SEED]      (needs transformers and torch: run it with a pod's Python)
"""
import sys

import torch
import transformers
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

OUT, ARCHITECTURE, SEED = sys.argv[1], (sys.argv[2:] or ["qwen2"])[0], int((sys.argv[3:] or ["0"])[0])
CONTEXT = 2048
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def tokenizer():
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=1024, special_tokens=SPECIAL, initial_alphabet=alphabet)
    bpe.train([transformers.__file__, __file__], trainer)
    end = {"bos_token": None, "eos_token": "<|im_end|>", "pad_token": "<|endoftext|>"}
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=bpe, model_max_length=CONTEXT, **end)
    fast.chat_template = TEMPLATE
    return fast


def model(words):
    name = {"qwen2": "Qwen2", "llama": "Llama"}[ARCHITECTURE]
    config = getattr(transformers, name + "Config")(
        vocab_size=(len(words) + 63) // 64 * 64,
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        max_position_embeddings=CONTEXT,
        tie_word_embeddings=False,
        bos_token_id=None,
        eos_token_id=words.eos_token_id,
        pad_token_id=words.pad_token_id,
    )
    torch.manual_seed(SEED)
    return getattr(transformers, name + "ForCausalLM")(config).to(torch.bfloat16)


words = tokenizer()
words.save_pretrained(OUT)
model(words).save_pretrained(OUT)
