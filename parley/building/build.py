"""A build from end to end: read, compare, make, publish, remember. A table of contents.

Knows what follows what, and when to stop; each step is a module of its own.
"""

from parley.building import making
from parley.building.content import Content
from parley.building.inputs import Inputs
from parley.building.making import Made, Meanwhile, Stopped
from parley.building.orders import MOST_NOTES, Order, Outcome
from parley.building.remaking import Remaking
from parley.cache import Cache
from parley.pipeline import Options, Record
from parley.problems import in_order
from parley.publish import Output
from parley.site import Rendering, Site


class Build:
    """One build of one folder, with what the last one left in the cache."""

    def __init__(self, order: Order, cache: Cache, inputs: Inputs) -> None:
        self.order = order
        options = Options(
            content=order.content, shown=order.shown, base_url=order.base_url, drafts=order.drafts
        )
        self.content = Content(options, order.home, cache, inputs, order.jobs)

    def run(self) -> Outcome:
        """Build; raises publish.Refused where that is not possible, and cache.Damaged."""
        record = self.order.timed("read", self.content.record)
        if not record.is_publishable(strict=self.order.strict):
            record = self.content.whole_record()  # that of an edit lacks the notes
        timeline = record.timeline
        if timeline is None or not record.is_publishable(strict=self.order.strict):
            return Outcome(problems=record.problems, work=self._work(Made()))
        today = self.order.today(timeline.settings.timezone)
        cache = self.content.memory.cache
        try:
            site = Site(timeline, Rendering(home=self.order.home, today=today, cache=cache))
            remaking = Remaking(self.content, record, site, today)
            return self._published(record, remaking)
        except Stopped as stopped:
            problems = (*record.problems, stopped.problem)
            return Outcome(problems=problems, work=self._work(Made()))

    def _published(self, record: Record, remaking: Remaking) -> Outcome:
        site, output, jobs = remaking.site, Output(self.order.output), self.order.jobs
        due = self.order.timed("compare", lambda: remaking.due(output, jobs))
        memory = self.content.memory

        def keep() -> None:
            self.content.keep(record, site.plain)

        def save() -> None:
            remaking.keep()
            memory.keep_state("manifest", "")  # until all of it is written
            memory.cache.save()

        meanwhile = Meanwhile(keep, save)
        made = self.order.timed("make", lambda: making.files(site, due, output, jobs, meanwhile))
        published = output.end(site)
        memory.keep_state("manifest", output.manifest)
        memory.cache.save()
        outcome = self._told()
        outcome.is_published = True
        outcome.pages = sum(path.endswith(".html") for path in site)
        outcome.written, outcome.removed = published.written, published.removed
        outcome.manifest = output.manifest
        outcome.zone = site.timeline.settings.timezone
        outcome.work = self._work(made) | {"written": published.written}
        return outcome

    def _told(self) -> Outcome:
        """Return what is to be told of the record; of very many notes, how many there are."""
        memory = self.content.memory
        many = 0 if self.order.tells_all else memory.number_of_notes()
        notes = memory.notes() if many <= MOST_NOTES else ()
        problems = in_order((*memory.warnings(), *notes))
        seeds = tuple(memory.state("seeds"))
        return Outcome(problems=problems, notes=0 if notes else many, seeds=seeds)

    def _work(self, made: Made) -> dict[str, int]:
        read = len(self.content.texts)
        return {"read": read, "converted": made.converted, "rendered": made.rendered, "written": 0}
