"""What pages keep for a while: they go on when Valkey is away."""

from core.facts import FactsCache, cache


def test_what_is_kept_is_found_until_it_is_forgotten():
    assert cache.get("fact") is None
    assert cache.get_or_set("fact", lambda: 3) == 3
    cache.set("other", 4)
    assert cache.get_many(["fact", "other", "third"]) == {"fact": 3, "other": 4}
    cache.delete("fact")
    assert cache.get("fact", "gone") == "gone"


def test_a_valkey_that_does_not_answer_is_an_empty_one():
    away = FactsCache("redis://127.0.0.1:1/0", {})
    away.set("fact", 3)
    assert away.get("fact") is None
    assert away.get_many(["fact"]) == {}
    assert away.get_or_set("fact", lambda: 4) == 4
    assert away.set_many({"fact": 5}) == ["fact"]
    away.delete("fact")
