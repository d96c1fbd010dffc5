from __future__ import annotations

import pytest

from curator.domain.folding import fold


@pytest.mark.parametrize("space", [chr(one) for one in range(0x3100) if chr(one).isspace()])
def test_folding_makes_one_space_of_any_white_space(space: str) -> None:
    assert fold(f"{space}T{space} {space}cell{space}") == "t cell"
