"""Answers of the simulated model: one word is one token, and it repeats what was said. Pure: no clock, no network."""
import hashlib


def text_of(content):
    if isinstance(content, list):
        return " ".join(part.get("text", "") for part in content)
    return content or ""


def prompt_of(body):
    if "messages" in body:
        return text_of(body["messages"][-1].get("content") if body["messages"] else "")
    prompt = body.get("prompt", "")
    return prompt if isinstance(prompt, str) else " ".join(str(part) for part in prompt)


def reply(body):
    """(tokens, reason of the end)"""
    words = f"This is a simulated pod. You said: {prompt_of(body)}".split(" ")
    tokens = [word if number == 0 else " " + word for number, word in enumerate(words)]
    if repeat := body.get("min_tokens"):
        tokens += [" more"] * max(0, repeat - len(tokens))
    limit = body.get("max_completion_tokens") or body.get("max_tokens") or len(tokens)
    return tokens[:limit], "length" if limit < len(tokens) else "stop"


def usage(body, completion):
    prompt = len(prompt_of(body).split()) or 1
    return {"prompt_tokens": prompt, "total_tokens": prompt + completion, "completion_tokens": completion}


def vector(text, size=8):
    digest = hashlib.sha256(text.encode()).digest()
    return [round(byte / 255 - 0.5, 4) for byte in digest[:size]]


def similarity(first, second):
    one, two = set(first.lower().split()), set(second.lower().split())
    return round(len(one & two) / len(one | two), 4) if one | two else 0.0
