"""Where rows belong: the marketplace by column, folder, language of the header or setting; the store by folder."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

import polars as pl

from cockpit.amount import CURRENCIES, currency_in
from cockpit.clock import MARKETPLACE_ZONES
from cockpit.reports.folding import fold

DEFAULT_STORE = "default"

# Amazon's ids of its marketplaces.
_IDS: Final[Mapping[str, str]] = {
    "ATVPDKIKX0DER": "US", "A2EUQ1WTGCTBG2": "CA", "A1AM78C64UM0Y8": "MX", "A2Q3Y263D00KWC": "BR",
    "A1F83G8C2ARO7P": "UK", "A28R8C7NBKEWEA": "IE", "A1PA6795UKMFR9": "DE", "A13V1IB3VIYZZH": "FR",
    "APJ6JRA9NG5V4": "IT",
    "A1RKKUPIHCS9HS": "ES", "A1805IZSGTT6HS": "NL", "AMEN7PMS3EDWL": "BE", "A2NODRKZP88ZB9": "SE",
    "A1C3SOZRARQ6R3": "PL", "A33AVAJ2PDY3EV": "TR", "A1VC38T7YXB528": "JP", "A39IBJ37TRP1C6": "AU",
    "A19VAU5U5O7RUS": "SG", "A21TJRUUN4KGV": "IN", "A2VIGQ35RCS4UG": "AE", "A17E79C6D8DWNP": "SA",
    "ARBP9OOSHTCHU": "EG", "AE08WJ6YKNBMC": "ZA",
}  # fmt: skip

_SITES: Final[Mapping[str, str]] = {
    "US": "amazon.com", "CA": "amazon.ca", "MX": "amazon.com.mx", "BR": "amazon.com.br", "UK": "amazon.co.uk",
    "IE": "amazon.ie", "DE": "amazon.de", "FR": "amazon.fr", "IT": "amazon.it", "ES": "amazon.es", "NL": "amazon.nl",
    "BE": "amazon.com.be", "SE": "amazon.se", "PL": "amazon.pl", "TR": "amazon.com.tr", "JP": "amazon.co.jp",
    "AU": "amazon.com.au", "SG": "amazon.sg", "IN": "amazon.in", "AE": "amazon.ae", "SA": "amazon.sa",
    "EG": "amazon.eg", "ZA": "amazon.co.za",
}  # fmt: skip

_COUNTRIES: Final[Mapping[str, tuple[str, ...]]] = {
    "US": (
        "United States",
        "USA",
        "United States of America",
        "美国",
        "アメリカ",
        "アメリカ合衆国",
        "Vereinigte Staaten",
        "北美",
    ),
    "CA": ("Canada", "加拿大", "カナダ", "Kanada"),
    "MX": ("Mexico", "México", "墨西哥", "メキシコ", "Mexiko"),
    "BR": ("Brazil", "Brasil", "巴西"),
    "UK": ("United Kingdom", "GB", "Great Britain", "英国", "イギリス", "Vereinigtes Königreich"),
    "IE": ("Ireland", "爱尔兰"),
    "DE": ("Germany", "Deutschland", "德国", "ドイツ", "Alemania", "Allemagne", "Germania"),
    "FR": ("France", "法国", "フランス", "Frankreich", "Francia"),
    "IT": ("Italy", "Italia", "意大利", "イタリア", "Italien", "Italie"),
    "ES": ("Spain", "España", "西班牙", "スペイン", "Spanien", "Espagne", "Spagna"),
    "NL": ("Netherlands", "Nederland", "荷兰", "Niederlande"),
    "BE": ("Belgium", "België", "Belgique", "比利时", "Belgien"),
    "SE": ("Sweden", "Sverige", "瑞典", "Schweden"),
    "PL": ("Poland", "Polska", "波兰", "Polen"),
    "TR": ("Turkey", "Türkiye", "土耳其", "Türkei"),
    "JP": ("Japan", "日本"),
    "AU": ("Australia", "澳大利亚", "澳洲", "オーストラリア"),
    "SG": ("Singapore", "新加坡", "シンガポール"),
    "IN": ("India", "印度", "インド"),
    "AE": ("United Arab Emirates", "UAE", "阿联酋"),
    "SA": ("Saudi Arabia", "沙特阿拉伯", "沙特"),
    "EG": ("Egypt", "埃及"),
    "ZA": ("South Africa", "南非"),
}

# Signs that stand for one currency; a bare dollar is that of five marketplaces.
_SIGNS: Final[tuple[tuple[str, str], ...]] = (
    ("US$", "USD"), ("CA$", "CAD"), ("C$", "CAD"), ("MX$", "MXN"), ("A$", "AUD"), ("AU$", "AUD"), ("S$", "SGD"),
    ("R$", "BRL"), ("£", "GBP"), ("¥", "JPY"), ("￥", "JPY"), ("€", "EUR"), ("₹", "INR"), ("Rs", "INR"), ("zł", "PLN"),
)  # fmt: skip

_KANA = re.compile("[\u3041-\u30ff\uff66-\uff9d]")
# Words that only one marketplace's language has in our headers. English and Chinese decide nothing: sellers everywhere
# use them; French and Spanish are those of several marketplaces.
_LANGUAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "DE": (
        "Bewertung", "Bestellnummer", "Kampagnenname", "Startdatum", "Sitzungen – Summe", "Bestellte Einheiten",
        "(Untergeordnete) ASIN", "Datum/Uhrzeit", "Abrechnungsnummer", "Währung",
    ),
    "JP": ("出品者SKU", "出品ID", "価格", "日付", "商品名", "注文番号", "販売できる数量", "通貨"),
    "IT": ("Data/Ora:", "Numero pagamento", "Numero ordine", "Nome campagna"),
}  # fmt: skip
_LANGUAGE_WORDS = {fold(word): marketplace for marketplace, words in _LANGUAGES.items() for word in words}

_NAMES: Mapping[str, str] = {
    fold(name): marketplace
    for marketplace in MARKETPLACE_ZONES
    for name in (marketplace, _SITES[marketplace], *_COUNTRIES[marketplace])
} | {fold(id_): marketplace for id_, marketplace in _IDS.items()}

# A marketplace of Amazon's that we do not know: its rows are nobody's, never another marketplace's.
ELSEWHERE = "?"
EURO = "EUR"  # of several marketplaces: it tells none, and that a row is not of those that pay otherwise
_ID = re.compile(r"A[A-Z0-9]{9,13}")
_FEW_NAMES = 16
_HOME_SAMPLE = 10_000
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")


def marketplace_of(name: str | None) -> str | None:
    """The marketplace that a cell or folder names: a code, a site, a country in any language, Amazon's id."""
    if not name:
        return None
    folded = fold(name).removeprefix("https://").removeprefix("www.")
    site = folded.removeprefix("amazon") if folded.startswith("amazon") and "." not in folded else folded
    return _NAMES.get(folded) or _NAMES.get(site)


def told_by(name: str | None) -> str | None:
    """What a cell tells: a marketplace, nothing, or one of Amazon's that is none of ours."""
    found = marketplace_of(name)
    return ELSEWHERE if found is None and name and _ID.fullmatch(name.strip()) else found


def currency_marketplace(currency: str | None) -> str | None:
    """The one marketplace of a currency, by its code."""
    return CURRENCIES.get(currency.strip().upper()) if currency else None


def currency_of(amount: str) -> str | None:
    """The currency whose sign an amount carries; None for a bare number and for a bare dollar."""
    text = amount.strip().lstrip("-(+ ")
    for sign, currency in _SIGNS:
        if text.startswith(sign) or text.endswith(sign):
            return currency
    return next((code for code in (*CURRENCIES, "EUR") if text.startswith(code) or text.endswith(code)), None)


@dataclass(frozen=True, slots=True)
class Folder:
    """What the path says: ``reports/<MARKETPLACE>/…`` or ``reports/<store>/<MARKETPLACE>/…``."""

    store: str
    marketplace: str | None


def folder_of(path: str) -> Folder:
    """Store and marketplace by the folders of a path relative to the reports folder. A dated folder is no store."""
    folders = PurePosixPath(path).parts[:-1]
    for depth, name in enumerate(folders[:2]):
        marketplace = marketplace_of(name)
        if marketplace:
            store = folders[0] if depth and not _DATED.search(folders[0]) else DEFAULT_STORE
            return Folder(store, marketplace)
    return Folder(DEFAULT_STORE, None)


def language_marketplace(cells: Sequence[str]) -> str | None:
    """The marketplace whose language alone the header is in: Japanese, German, Italian."""
    if any(_KANA.search(cell) for cell in cells):
        return "JP"
    return next((found for cell in cells if (found := _LANGUAGE_WORDS.get(fold(cell)))), None)


@dataclass(frozen=True)
class Placing:
    """The marketplace of a file's rows: one for all, or one for each."""

    only: str | None  # of all rows; None: `each` says it, or nobody knows
    each: pl.Series | None = None  # per row, null where nobody knows

    @property
    def home(self) -> str | None:
        """The marketplace by whose habits the file is written: the only one, or the most frequent of the first rows."""
        if self.only or self.each is None:
            return self.only
        first = self.each.drop_nulls().head(_HOME_SAMPLE)
        counts = first.value_counts(name="n").sort("n", self.each.name, descending=[True, False])
        return str(counts[self.each.name][0]) if counts.height else None


def place(
    frame: pl.DataFrame, columns: tuple[str, str], whole: str, cells: Sequence[str], folder: Folder, default: str
) -> Placing:
    """The marketplace of every row of a text frame.

    `columns` are those that tell it: its name, its currency. `whole` is a column whose rows stay together (a
    settlement). Rows whose columns say nothing follow the folder, then the rest of the file when that agrees on one
    marketplace, then the header's language, then the default. Euros beside the dollars of one marketplace are not its
    own: added to them they would make every figure wrong.
    """
    alone = _only_name(frame, columns)
    mixed = bool(alone) and not folder.marketplace and _with_euros(frame, columns[1], alone)
    if alone and folder.marketplace in {alone, None} and not mixed:  # nearly every file: no row need be asked
        return Placing(alone)
    told = _told(frame, *columns)
    if told is None:
        return Placing(folder.marketplace or language_marketplace(cells) or default_of(default))
    names = set(told.unique())
    if whole in frame.columns and (len(names - {None}) > 1 or (None in names and folder.marketplace)):
        told = _together(told, frame[whole], folder.marketplace)
        names = set(told.unique())
    other = language_marketplace(cells) or default_of(default)
    if mixed:
        told = _apart(told, _in_euros(frame, columns[1], whole), other)
        names = set(told.unique())
    found = sorted(name for name in names if name not in {None, ELSEWHERE})
    single = found[0] if len(found) == 1 else None
    rest = folder.marketplace or single or other
    if ELSEWHERE not in names and (not found or (single and (rest == single or None not in names))):
        return Placing(single or rest)
    filled = told.fill_null(rest) if rest and None in names else told
    return Placing(None, filled.replace(ELSEWHERE, None) if ELSEWHERE in names else filled)


def place_alike(
    frame: pl.DataFrame, columns: tuple[str, str], cells: Sequence[str], folder: Folder, default: str
) -> str | None:
    """The marketplace of the rows of several files, when `place` would say it of each of them; else None."""
    told = _told(frame, *columns)
    names = set() if told is None else set(told.unique())
    if len(names) > 1 or ELSEWHERE in names:
        return None
    rest = folder.marketplace or language_marketplace(cells) or default_of(default)
    return next(iter(names), None) or rest


def default_of(setting: str) -> str | None:
    """The setting's marketplace; a code we do not know is taken as it is."""
    return marketplace_of(setting) or setting or None


def _only_name(frame: pl.DataFrame, columns: tuple[str, str]) -> str:
    """The one marketplace that any row tells, seen from the distinct cells; "" when none does, or several do."""
    names = {
        told
        for column, reader in zip(columns, (told_by, currency_marketplace), strict=True)
        if column in frame.columns
        for cell in distinct(frame[column])
        if (told := reader(cell))
    }
    return next(iter(names)) if len(names) == 1 and ELSEWHERE not in names else ""


def _with_euros(frame: pl.DataFrame, currency: str, marketplace: str) -> bool:
    """Whether the currencies of a file that names one marketplace hold euros, which are not that one's."""
    if currency not in frame.columns or currency_in(marketplace) == EURO:
        return False
    return any(cell.strip().upper() == EURO for cell in distinct(frame[currency]))


def _in_euros(frame: pl.DataFrame, currency: str, whole: str) -> pl.Series:
    """Per row, whether it, or what it belongs to, is in euros."""
    euros = (frame[currency].str.strip_chars().str.to_uppercase() == EURO).fill_null(value=False)
    if whole not in frame.columns:
        return euros
    return pl.DataFrame({"euros": euros, "group": frame[whole]}).select(pl.col("euros").any().over("group"))["euros"]


def _apart(told: pl.Series, euros: pl.Series, other: str | None) -> pl.Series:
    """With the rows in euros that nothing places as those of `other` when it is paid in euros, else as nobody's."""
    home = other if other and currency_in(other) == EURO else ELSEWHERE
    chosen = pl.when(told.is_null() & euros).then(pl.lit(home)).otherwise(told)
    return pl.select(chosen.alias("marketplace"))["marketplace"]


def distinct(cells: pl.Series) -> list[str]:
    """The distinct texts of a column; that all are one text is nearly always so, and seen in a tenth of the time."""
    first = cells.first()
    if isinstance(first, str) and (cells == first).all():
        return [first]
    return cells.drop_nulls().unique().to_list()


def _told(frame: pl.DataFrame, name: str, currency: str) -> pl.Series | None:
    """What the columns say, row by row; None when there is nothing to read."""
    said: list[pl.Series] = []
    for column, reader in ((name, told_by), (currency, currency_marketplace)):
        if column in frame.columns and frame[column].null_count() < frame.height:
            said.append(_mapped(frame[column], reader))
            if not said[0].null_count():
                break
    if not said:
        return None
    return pl.select(pl.coalesce(said).alias("marketplace"))["marketplace"]


def _mapped(cells: pl.Series, reader: Callable[[str | None], str | None]) -> pl.Series:
    """Each distinct text looked up once; few of them are compared, which is faster than a lookup per row."""
    distinct = cells.unique().drop_nulls()
    values = {text: reader(text) for text in distinct}
    if len(values) == 1 and not cells.null_count():
        return pl.repeat(next(iter(values.values())), cells.len(), dtype=pl.String, eager=True)
    if len(values) > _FEW_NAMES:
        return cells.replace_strict(list(values), list(values.values()), default=None, return_dtype=pl.String)
    chosen: Any = pl.lit(None, pl.String)
    for text, value in values.items():
        chosen = pl.when(cells == text).then(pl.lit(value, pl.String)).otherwise(chosen)
    return pl.select(chosen.alias("marketplace"))["marketplace"]


def _together(told: pl.Series, group: pl.Series, folder: str | None) -> pl.Series:
    """One marketplace for each group: the folder's where the group holds it, else its most frequent one."""
    names = told.unique().drop_nulls()
    if names.len() == 1 and group.n_unique() == 1 and not group.null_count():
        return pl.repeat(names[0], told.len(), dtype=pl.String, eager=True).alias("marketplace")
    frame = pl.DataFrame({"group": group, "marketplace": told})
    counts = frame.drop_nulls().group_by("group", "marketplace").len()
    first = pl.col("marketplace") == (folder or "")
    best = counts.sort(first, "len", "marketplace", descending=[True, True, False]).unique("group", keep="first")
    joined = frame.select("group").join(best, on="group", how="left", maintain_order="left")
    return joined["marketplace"]
