"""Supply: the pools and markets of the problem, and who may be asked for heads of a trade in a region."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from wijkplan.models.problem import Market, Pool
from wijkplan.planner.programme import Programme

from .crews import Cell, Stock
from .firms import Firm
from .names import PoolName
from .qualifications import IN_CHARGE, Holds
from .travel import within_day


@dataclass(frozen=True, slots=True)
class Offer:
    """A pool as staffing sees it: ``most`` hundredths of a head may be planned in its best week, ``lendable`` of them
    lent. ``holds``: what its people hold; ``together``: whole people who are there at least, while any are.
    ``bases``: from where they leave; ``overtime``: percentage that they may work beyond their normal hours."""

    pool: int
    employer: int
    region: str
    reach: frozenset[str]
    most: int
    lendable: int
    appointed: frozenset[str] | None = None
    network: bool = False
    holds: Holds = ()
    together: int = 0
    bases: frozenset[str | None] = frozenset({None})
    overtime: int = 0

    def lawful(self, operator: str | None, behind_the_meter: bool) -> bool:
        """Whether its people may work for others on the network of an operator, or behind the meter."""
        appointed = operator is None or self.appointed is None or operator in self.appointed
        return appointed and not (self.network and behind_the_meter)

    def reaches(self, region: str) -> bool:
        """Whether its people can work in a region."""
        return region == self.region or region in self.reach


class Supply:
    """All pools, and the markets that demands have asked for so far, numbered in order."""

    def __init__(
        self, programme: Programme, firms: Sequence[Firm], trades: Sequence[str], regions: Sequence[str]
    ) -> None:
        self.programme = programme
        self.trades = {trade: i for i, trade in enumerate(trades)}
        self.regions = {region: i for i, region in enumerate(regions)}
        self.pools: list[Pool] = []
        self.pool_names: list[PoolName] = []
        self.markets: list[Market] = []
        self.market_names: list[PoolName] = []
        self.by_trade: dict[str, list[Offer]] = defaultdict(list)
        self._of: dict[tuple[str, int], list[Offer]] = defaultdict(list)
        self._nearest: dict[Cell, list[Offer]] = {}  # all in reach, by trade and region
        self._ranked_of: dict[tuple[frozenset[int], str, str], list[Offer]] = {}  # of employers, likewise
        self._market: dict[Cell, int] = {}
        for employer, firm in enumerate(firms):
            alike = Counter((stock.trade, stock.region) for stock in firm.stock.values())
            for stock in firm.stock.values():
                self._add(employer, firm, stock, apart=alike[stock.trade, stock.region] > 1)

    def _add(self, employer: int, firm: Firm, stock: Stock, apart: bool) -> None:
        """``apart``: others of its trade and region hold something else, so its id says what these hold."""
        reserve = self.programme.reference.settings.reserve_percent
        pool = Pool(
            trade=self.trades[stock.trade],
            region=self.regions[stock.region],
            employer=employer,
            heads=stock.heads,
            reserve=reserve,
            lendable=stock.lendable,
            reach=frozenset(self.regions[r] for r in stock.reach if r in self.regions),
            consent=stock.consent,
            legal_basis=stock.legal_basis,
            overtime=stock.overtime,
        )
        most = max(stock.heads, default=0) * (100 - reserve) // 100
        lendable = most * stock.lendable // 100 if stock.consent and stock.legal_basis else 0
        offer = Offer(
            len(self.pools),
            employer,
            stock.region,
            stock.reach,
            most,
            lendable,
            stock.appointed,
            stock.network,
            stock.holds,
            min((heads // 100 for heads in stock.heads if heads), default=0),
            stock.bases,
            stock.overtime,
        )
        self.by_trade[stock.trade].append(offer)
        self._of[stock.trade, employer].append(offer)
        held = f":{'+'.join(stock.holds) or 'none'}" if apart else ""
        id_ = f"{firm.id}:{stock.trade}:{stock.region}{held}"
        self.pool_names.append(PoolName(id_, firm.id, stock.trade, stock.region, stock.holds))
        self.pools.append(pool)

    def own(self, employer: int, trade: str, region: str) -> list[Offer]:
        """Pools of an employer that can work in a region, nearest first, then largest."""
        return self._known((employer,), trade, region)

    def _known(self, employers: Collection[int], trade: str, region: str) -> list[Offer]:
        asked = frozenset(employers), trade, region
        known = self._ranked_of.get(asked)
        if known is None:
            offers = (o for employer in asked[0] for o in self._of[trade, employer])
            known = self._ranked_of[asked] = self._ranked(offers, region)
        return known

    def within_day(self, offer: Offer, trade: str, district: str) -> bool:
        """Whether the people of a pool can be at work in a district and back within the travel of a day."""
        return within_day(self.programme, offer.region, offer.bases, trade, district)

    def in_charge(self, employer: int, trade: str, region: str) -> bool:
        """Whether somebody is in charge of an employer's own people of a trade who can work in a region."""
        return any(IN_CHARGE in o.holds for o in self._of[trade, employer] if o.reaches(region))

    def lenders(self, employer: int, trade: str, region: str) -> Iterator[Offer]:
        """Pools of other employers that may lend there, nearest first, then largest."""
        return (o for o in self._near(trade, region) if o.employer != employer and o.lendable > 0)

    def partners(self, employers: Collection[int], trade: str, region: str) -> list[Offer]:
        """Pools of consortium partners, nearest first, then largest."""
        return self._known(employers, trade, region)

    def _near(self, trade: str, region: str) -> list[Offer]:
        if (trade, region) not in self._nearest:
            self._nearest[trade, region] = self._ranked(self.by_trade[trade], region)
        return self._nearest[trade, region]

    @staticmethod
    def _ranked(offers: Iterable[Offer], region: str) -> list[Offer]:
        near = [o for o in offers if o.most > 0 and o.reaches(region)]
        return sorted(near, key=lambda o: (o.region != region, -o.most, o.pool))

    def market(self, trade: str, region: str) -> int | None:
        """Market of a trade in a region, ``None`` where nobody can be hired."""
        if (trade, region) not in self._market:
            heads = self.programme.reference.hireable(trade, region)
            if heads <= 0:
                return None
            self._market[trade, region] = len(self.markets)
            self.markets.append(Market(self.trades[trade], self.regions[region], (heads,) * self.programme.weeks))
            self.market_names.append(PoolName(f"market:{trade}:{region}", None, trade, region))
        return self._market[trade, region]
