"""The ground to sow in: a town with its neighbourhoods and addresses, ours or a real one's, by the same imports an operator uses."""

import csv
import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork
from stoep.places.actions import create_town, import_addresses, import_boundaries
from stoep.places.addresses import AddressWishes, plan_addresses
from stoep.places.boundaries import Wishes, plan_boundaries
from stoep.places.known import known_neighbourhoods
from stoep.places.models import Address, AddressCount, Municipality, Neighbourhood, Street
from stoep.places.towns import next_id
from stoep.places.write_addresses import address_id

from ..demotown import land
from ..errors import Stop

KEEPER = Clockwork.of("seed")
PLOT = "VELD-"  # what the register codes of such neighbourhoods begin with
DOORS = 30  # addresses in a neighbourhood made for measuring


@dataclass(frozen=True)
class Source:
    """Where a town comes from."""

    slug: str
    name: str
    languages: tuple
    details: dict = field(default_factory=dict)
    boundaries: Path | None = None  # None = our own drawing
    addresses: Path | None = None
    french: float = 0.1  # the share of neighbours who write French


def our_town() -> Source:
    """The town we drew."""
    plan = land.plan()
    return Source(plan["slug"], plan["name"], tuple(plan["languages"]), _details(plan), french=0.24)


def second_town() -> Source:
    """The small town next door, where Femke works."""
    plan = land.plan()["second"]
    return Source(plan["slug"], plan["name"], tuple(plan["languages"]), _details(plan))


def _details(plan) -> dict:
    return {key: plan[key] for key in ("country", "colour", "sender", "help_place", "help_phone", "help_hours", "help_languages")}


def files_of(path: Path) -> Source:
    """A real town's files: a boundary file with the addresses found by its name, or a folder that holds both. Raises Stop."""
    if not path.exists():
        raise Stop(f"there is no {path}")
    boundaries, near = (path, [path.parent, path.parent.parent / "addresses"]) if path.is_file() else _in_folder(path)
    stem = boundaries.name.split(".")[0]
    name = path.name if path.is_dir() else stem.removeprefix("cth-").removeprefix("derived-").split("-")[0]
    found = sorted(file for folder in near if folder.is_dir() for file in folder.iterdir() if _is_register(file, name, boundaries))
    if not found:
        raise Stop(f"no addresses of {name} beside {boundaries} (looked for a CSV with that name, or addresses.csv)")
    details = {"sender": f"{name.title()}\nDienst buurten", "help_place": "Bibliotheek", "help_phone": "02 555 01 97"}
    return Source(name.lower(), name.replace("-", " ").title(), ("nl",), details, boundaries, found[0])


def _in_folder(path: Path):
    inside = path / "boundaries" if (path / "boundaries").is_dir() else path
    maps = [file for file in sorted(inside.iterdir()) if file.name.endswith((".geojson", ".geojson.gz", ".shp.zip", ".gpkg"))]
    if len(maps) != 1:
        shown = "\n".join(f"  {file}" for file in maps) or "  (none)"
        raise Stop(f"{path} holds {len(maps)} boundary files; name the one you mean:\n{shown}")
    return maps[0], [path, path / "addresses"]


def _is_register(file: Path, name: str, boundaries: Path) -> bool:
    table = file.name.endswith((".csv", ".csv.gz", ".txt", ".gpkg"))
    return table and file != boundaries and (name.lower() in file.name.lower() or file.stem.split(".")[0] in ("addresses", "adressen"))


def lay(source: Source, tick) -> Municipality:
    """The town with its ground, as a demo. One transaction each for town, borders and addresses; what is there stays as it is."""
    with acting(KEEPER), fan_out("seed"):
        town = Municipality.objects.filter(slug=source.slug).first() or create_town(
            KEEPER, slug=source.slug, name=source.name, languages=list(source.languages), is_demo=True, **source.details
        )
    with tempfile.TemporaryDirectory() as folder:
        boundaries, addresses = source.boundaries, source.addresses
        if boundaries is None:
            boundaries, addresses = _drawn(Path(folder), source)
        tick(0.0, "boundaries")
        plan = plan_boundaries(boundaries, Wishes(country=town.country, town_names=(town.slug, town.name), settle_overlaps=True))
        with acting(KEEPER):
            _insist(import_boundaries(KEEPER, plan=plan, slug=town.slug, settle_overlaps=True, commit=True))
        with acting(KEEPER), fan_out("seed"):
            places = known_neighbourhoods(municipality=town)
        register = plan_addresses(addresses, [place.shape for place in places], AddressWishes(languages=source.languages), tick)
        with acting(KEEPER):
            _insist(import_addresses(KEEPER, plan=register, places=places, commit=True, tick=tick))
    return town


def _insist(report) -> None:
    if report.blocked:
        raise Stop("the files cannot be imported: " + "; ".join(report.blocked))


def _drawn(folder: Path, source: Source) -> tuple[Path, Path]:
    """Our drawing as the two files a town would hand over."""
    second = source.slug != land.plan()["slug"]
    boundaries, addresses = folder / "boundaries.geojson", folder / "addresses.csv"
    boundaries.write_text(json.dumps(land.village_boundary() if second else land.boundaries()), encoding="utf-8")
    postcode = (land.plan()["second"] if second else land.plan())["postcode"]
    with addresses.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["postcode", "city", "street_nl", "street_fr", "huisnr", "busnr", "lon", "lat"])
        for door in land.village_doors() if second else land.doors():
            row = (postcode, source.name, door.street, door.other, door.number, door.box, door.longitude, door.latitude)
            table.writerow(row)
    return boundaries, addresses


def more_plots(town: Municipality, count: int) -> list[Neighbourhood]:
    """So many further neighbourhoods, squares of 500 m in rows east of the town, with a street of addresses each: for measuring."""
    with acting(KEEPER), fan_out("seed"):
        there = list(Neighbourhood.objects.filter(municipality=town, code__startswith=PLOT).order_by("id"))
        if there:
            return there
        first, street = next_id(Neighbourhood), next_id(Street)
        plots = [_plot(town, first + k, k) for k in range(count)]
        Neighbourhood.objects.bulk_create(plots, batch_size=500)
        streets = [
            Street(id=street + k, municipality=town, name=f"Veldweg {k + 1}", folded=f"veldweg {k + 1}", neighbourhoods=[plot.id])
            for k, plot in enumerate(plots)
        ]
        Street.objects.bulk_create(streets, batch_size=1000)
        for plot, lane in zip(plots, streets, strict=True):
            Address.objects.bulk_create(_along(town, plot, lane))
        counts = [AddressCount(municipality=town, neighbourhood=plot, addresses=DOORS, counted_at=now()) for plot in plots]
        AddressCount.objects.bulk_create(counts, batch_size=1000)
    return plots


def _plot(town, number, k) -> Neighbourhood:
    west, south = land.degrees((4000 + (k % 50) * 500, -12_000 + (k // 50) * 500))
    east, north = land.degrees((4500 + (k % 50) * 500, -11_500 + (k // 50) * 500))
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return Neighbourhood(
        id=number, municipality=town, slug=f"{town.slug}-veld-{k + 1}", name=f"Veld {k + 1}", code=f"{PLOT}{k + 1:05d}", area_m2=250_000,
        boundary={"type": "MultiPolygon", "coordinates": [[ring]]},
    )  # fmt: skip


def _along(town, plot, lane) -> list[Address]:
    west, south = plot.boundary["coordinates"][0][0][0]
    return [
        Address(
            neighbourhood=plot, id=address_id(town.slug, "", lane.name, str(k + 1), ""), municipality_id=town.id, street_id=lane.id,
            street_name=lane.name, number=str(k + 1), longitude=west + 0.0002 * (k + 1), latitude=south + 0.001,
        ) for k in range(DOORS)
    ]  # fmt: skip
