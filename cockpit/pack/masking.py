"""Personal data of buyers in the rows of reports: masked unless somebody asks for it.

Names of columns decide, in every language that the reports come in; e-mail addresses are masked wherever they stand.
"""

import re
from collections.abc import Iterable
from typing import Final

MASK: Final = "***"
# Names of people, where they live, how they are reached. Not item-name, product-name, ship-country, marketplace.
_PERSONAL: Final = re.compile(
    r"recipient|buyer[-_ ]?(?:name|phone|e?-?mail|identification|company|tax|cpf|id)|customer[-_ ]?(?:name|id)"
    r"|(?:ship|bill|delivery|billing|shipping)[-_ ]?(?:to[-_ ]?)?(?:name|city|state|county|zip)"
    r"|address|phone|telephone|e-?mail|post-?code|postal|zip\b|rater|comments?\b"
    r"|收件|买家(?!消息)|姓名|电话|手机|邮箱|邮件|邮编|邮政|地址|城市|省|州"
    r"|empf[aä]nger|k[aä]ufer(?!preis)|anschrift|stra[sß]|postleitzahl|\bplz\b|telefon|destinatario|acheteur|comprador"
    r"|direcci[oó]n|adresse|indirizzo|código postal|code postal|受取|購入者|住所|電話|郵便|都道府県|市区町村",
    re.IGNORECASE,
)
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_SHORT: Final = re.compile(r"^(?:city|state|county|name)$", re.IGNORECASE)


def is_personal(heading: str) -> bool:
    """Whether a column holds what tells who a buyer is or where they live."""
    name = heading.strip()
    return bool(_PERSONAL.search(name) or _SHORT.match(name))


def masked(cells: Iterable[tuple[str, str]], *, personal: bool) -> list[tuple[str, str]]:
    """The cells of a row (heading and text), without personal data unless `personal` asks for it."""
    return [(heading, text if personal else _hidden(heading, text)) for heading, text in cells]


def _hidden(heading: str, text: str) -> str:
    if text and is_personal(heading):
        return MASK
    return _MAIL.sub(MASK, text)
