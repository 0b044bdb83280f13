from pathlib import Path

import pytest

from koinon.service.scopes import Scope
from koinon.service.tokens import TokenError, Tokens, digest, scope_of


def test_a_token_is_kept_as_its_digest_only(tmp_path: Path) -> None:
    text = Tokens(tmp_path).new(Scope.WRITE)
    kept = (tmp_path / "tokens.json").read_text()
    assert text not in kept
    assert text.rpartition("_")[2] not in kept
    assert digest(text) in kept
    assert (tmp_path / "tokens.json").stat().st_mode & 0o777 == 0o600


def test_every_token_is_another(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    texts = {tokens.new(Scope.READ) for _ in range(5)}
    assert len(texts) == len(tokens.all()) == len({token.name for token in tokens.all()}) == 5
    assert all(len(text) > 50 for text in texts)


def test_what_is_revoked_counts_no_more(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    kept, gone = tokens.new(Scope.WRITE), tokens.new(Scope.ADMIN)
    tokens.revoke(tokens.all()[1].name)
    known = [(token.sha256, token.scope) for token in tokens.all()]
    assert scope_of(kept, known) is Scope.WRITE
    assert scope_of(gone, known) is None
    with pytest.raises(TokenError, match="no token “nobody”"):
        tokens.revoke("nobody")


def test_a_scope_allows_what_those_before_it_do() -> None:
    assert Scope.ADMIN.allows(Scope.WRITE)
    assert Scope.WRITE.allows(Scope.WRITE)
    assert not Scope.READ.allows(Scope.WRITE)


def test_tokens_that_cannot_be_read_let_nobody_in(tmp_path: Path) -> None:
    (tmp_path / "tokens.json").write_text('[{"name": "x"}]')
    with pytest.raises(TokenError, match="cannot be read"):
        Tokens(tmp_path).all()
