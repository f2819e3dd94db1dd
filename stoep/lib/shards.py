"""What makes a table shardable by neighbourhood: the composite key, the link inside a neighbourhood, the database's own key for it.

The neighbourhood is the unit of privacy and of scale. Every neighbourhood table has the key (neighbourhood_id, id); a link between two of
them is composite, so PostgreSQL itself refuses a comment under another neighbourhood's post, on one server and on many.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models
from django.db.models.constraints import BaseConstraint
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor

from .ids import uuid7

_fanning_out: ContextVar[str | None] = ContextVar("fanning_out", default=None)


@contextmanager
def fan_out(reason: str):
    """Say that the statements inside may touch many neighbourhoods at once, and why. The guard in the tests refuses all others."""
    token = _fanning_out.set(reason)
    try:
        yield
    finally:
        _fanning_out.reset(token)


def fanning_out() -> str | None:
    """The reason given by the `fan_out` we are in, if any."""
    return _fanning_out.get()


class LinkDescriptor(ForwardManyToOneDescriptor):
    """Sets a link without ever moving the row: a plain ForeignObject would also overwrite neighbourhood_id."""

    def __set__(self, instance, value):
        column = self.field.from_fields[1]
        if value is None:
            setattr(instance, column, None)
            self.field.set_cached_value(instance, None)
            return
        if instance.neighbourhood_id is not None and value.neighbourhood_id != instance.neighbourhood_id:
            raise ValueError(
                f"{self.field.name} lives in neighbourhood {value.neighbourhood_id}, not in {instance.neighbourhood_id}"
            )
        super().__set__(instance, value)


class NeighbourhoodLink(models.ForeignObject):
    """A relation over (neighbourhood_id, <column>) to a row of the same neighbourhood. Pair it with a NeighbourhoodFK."""

    forward_related_accessor_class = LinkDescriptor

    def __init__(self, to, on_delete, from_fields=None, to_fields=("neighbourhood_id", "id"), column=None, **kwargs):
        if on_delete not in (models.CASCADE, models.PROTECT, models.DO_NOTHING):
            raise ValueError("a link can only CASCADE, PROTECT or DO_NOTHING: SET NULL would clear the neighbourhood too")
        super().__init__(to, on_delete, from_fields=from_fields or ("neighbourhood_id", column), to_fields=to_fields, **kwargs)


def link(to: str, column: str, related_name: str, **kwargs) -> NeighbourhoodLink:
    """`post_id = UUIDField(); post = link("board.Post", "post_id", "comments")`."""
    return NeighbourhoodLink(to, on_delete=kwargs.pop("on_delete", models.CASCADE), column=column, related_name=related_name, **kwargs)


class NeighbourhoodFK(BaseConstraint):
    """The database's own foreign key behind a link: (neighbourhood_id, field) → (neighbourhood_id, id), checked at commit.

    On a distributed database it first distributes the new table beside the one it points to; elsewhere that block does nothing.
    """

    def __init__(self, *, name, field, to, on_delete="CASCADE"):
        super().__init__(name=name)
        self.field, self.to, self.on_delete = field, to, on_delete

    def _statements(self, model, editor):
        quote = editor.quote_name
        table, target = model._meta.db_table, model._meta.apps.get_model(self.to)._meta.db_table
        distribute = (
            "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus') THEN "  # noqa: S608  our own tables
            f"IF EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = '{target}'::regclass AND partmethod = 'h') "
            f"AND NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = '{table}'::regclass AND partmethod = 'h') "
            f"THEN PERFORM create_distributed_table('{table}', 'neighbourhood_id', colocate_with => '{target}'); "
            "END IF; END IF; END $$"
        )
        key = (
            f"ALTER TABLE {quote(table)} ADD CONSTRAINT {quote(self.name)} FOREIGN KEY (neighbourhood_id, {quote(self.field)}) "
            f"REFERENCES {quote(target)} (neighbourhood_id, id) ON DELETE {self.on_delete} DEFERRABLE INITIALLY DEFERRED"
        )
        return distribute, key

    def create_sql(self, model, schema_editor):
        return "; ".join(self._statements(model, schema_editor))

    def constraint_sql(self, model, schema_editor):
        schema_editor.deferred_sql.extend(self._statements(model, schema_editor))

    def remove_sql(self, model, schema_editor):
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(self, *args, **kwargs):
        """Nothing to ask beforehand: the database checks at commit."""

    def __eq__(self, other):
        return isinstance(other, NeighbourhoodFK) and self.deconstruct() == other.deconstruct()

    __hash__ = BaseConstraint.__hash__

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field, "to": self.to, "on_delete": self.on_delete}


class InNeighbourhood(models.Model):
    """The abstract base of every neighbourhood table."""

    placement = "neighbourhood"

    pk = models.CompositePrimaryKey("neighbourhood_id", "id")
    neighbourhood = models.ForeignKey("places.Neighbourhood", on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid7, editable=False)

    class Meta:
        abstract = True
