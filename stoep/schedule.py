"""Every recurring job, on one screen: when, what, and why. The worker reads it.

A time is cron's, in UTC. What was missed for more than ten minutes (the machine was off) waits for its next time, so whatever
cleans up does it every hour. Each names a function of its own room; it runs as the keeper and may run twice.
"""

from django.utils.module_loading import import_string
from procrastinate.contrib.django import app

from stoep.lib.jobs import KEEPER, Refused, task

RECURRING = [
    # when            name               function                                              why
    ("* * * * *", "read_inbox", "stoep.notify.replies.answering.read_inbox", "answers by mail, where there is an inbox"),
    ("2 * * * *", "plan_digests", "stoep.notify.digesting.plan_digests", "the mails with news, at their hour"),
    ("4 * * * *", "sweep_mail", "stoep.notify.outbox.sweep_outbox", "sent mails after a day, hopeless ones after 3, a folder's after 14"),
    ("9 * * * *", "sweep_bell", "stoep.notify.sweeping.sweep_bell", "bell rows after 90 days"),
    ("14 * * * *", "sweep_sessions", "stoep.people.sweeping.sweep_sessions", "sign-ins that are over"),
    ("16 * * * *", "sweep_sent_pictures", "stoep.chat.sweeping.sweep_sent_pictures", "pictures of messages taken back, or never sent"),
    ("19 * * * *", "sweep_budgets", "stoep.people.sweeping.sweep_budgets", "rate limits that are full again"),
    ("24 * * * *", "sweep_joinings", "stoep.membership.sweeping.sweep_joinings", "half-done joinings after seven days"),
    ("22 * * * *", "recount_wishes", "stoep.membership.jobs.recount_wishes", "how many homes ask for a letter, for the desk"),
    ("25 * * * *", "sweep_applications", "stoep.membership.sweeping.sweep_applications", "who waits for a proof, after ninety days"),
    ("21 * * * *", "bring_home", "stoep.membership.sweeping.bring_home", "who did not come over to their own neighbourhood in time"),
    ("28 * * * *", "lay_down_seats", "stoep.membership.sweeping.lay_down_seats", "connectors whose mandate has run out"),
    ("27 * * * *", "sweep_papers", "stoep.membership.sweeping.sweep_papers", "papers looked at at counters, after a month"),
    ("30 * * * *", "sweep_kept_sanctions", "stoep.membership.sweeping.sweep_kept_sanctions", "marks of sanctions that are over"),
    ("33 * * * *", "sweep_kept_blocks", "stoep.membership.sweeping.sweep_kept_blocks", "marks of who was blocked and erased, after a year"),
    ("26 * * * *", "tell_opened", "stoep.membership.sweeping.tell_opened", "who asked to hear that their neighbourhood opened"),
    ("29 * * * *", "sweep_pictures", "stoep.board.sweeping.sweep_pictures", "pictures never published, after a day"),
    ("31 * * * *", "sweep_drafts", "stoep.board.drafts.sweeping.sweep_drafts", "what was begun and not said, after thirty days"),
    ("*/5 * * * *", "end_sanctions", "stoep.moderation.sweeping.end_sanctions", "who was shut out until now comes in again"),
    ("37 * * * *", "sweep_quiet", "stoep.care.quiet.keeping.sweep_quiet", "help asked off the board, a month after its time"),
    ("*/5 * * * *", "close_openings", "stoep.moderation.glass.copying.close_openings", "what was opened unreported: its end, who is told"),
    ("32 * * * *", "sweep_matters", "stoep.moderation.sweeping.sweep_matters", "copies of reported texts, half a year after a decision"),
    ("36 * * * *", "tally", "stoep.moderation.tallying.tally", "the public numbers of what was reported and decided"),
    ("33 * * * *", "remind_events", "stoep.board.calendar.reminding.remind_events", "who comes tomorrow, from nine in the morning on"),
    ("46 2 * * *", "plan_held", "stoep.board.calendar.held.plan_held", "what neighbourhoods near each other held in the past year"),
    ("* * * * *", "count_polls", "stoep.board.polls.tallying.count_polls", "polls whose time is up: the result, and nobody's vote"),
    ("41 * * * *", "sweep_votes", "stoep.board.polls.tallying.sweep_votes", "who voted in a poll, a week after its end"),
    ("35 * * * *", "remind_loans", "stoep.board.things.reminding.remind_loans", "what was lent and is due back, from nine on"),
    ("37 * * * *", "sweep_exports", "stoep.privacy.sweeping.sweep_exports", "what people had made of their own data, after two days"),
    ("38 * * * *", "erase_due", "stoep.privacy.erasing.erase_due", "accounts whose owners erased them, after the days to come back"),
    ("40 * * * *", "tend_unused", "stoep.privacy.unused.tend_unused", "accounts nobody has used for two years: told, then hidden"),
    ("39 * * * *", "resume_letters", "stoep.membership.letters.jobs.queue_unfinished", "letters whose typesetting broke off"),
    ("43 * * * *", "sweep_named_letters", "stoep.membership.in_names.printing.sweep_named_letters", "letters in neighbours' names"),
    ("44 * * * *", "sweep_letters", "stoep.membership.letters.sweeping.sweep_letters", "letter codes after 90 days"),
]
APART = {"read_inbox", "erase_due", "tend_unused"}
KEEP_JOBS = 24  # hours a finished job is kept, to be able to look; failed ones 30 times as long


def register(name: str, cron: str, function: str) -> None:
    """Make a job of a function and have the worker queue it at its times. Those in APART open their own transactions."""

    def run(timestamp):
        import_string(function)()

    run.__name__ = name
    app.periodic(cron=cron, queue="stoep_worker")(task(queues=KEEPER, apart=name in APART)(run))


for _cron, _name, _function, _why in RECURRING:
    register(_name, _cron, _function)


def only_the_clock(context) -> None:
    """The two jobs below speak to the queue itself, as the worker: nobody else may have them run."""
    if context.job.queue not in KEEPER:
        raise Refused(f"{context.job.task_name} may not be called from {context.job.queue}")


@app.periodic(cron="* * * * *")
@app.task(name="requeue_stalled", queue="stoep_worker", pass_context=True)
async def requeue_stalled(context, timestamp):
    """A worker was killed: whoever has given no sign for half a minute loses its jobs, and they are taken up again."""
    only_the_clock(context)
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=30):
        await jobs.retry_job(job)


@app.periodic(cron="34 * * * *")
@app.task(name="forget_jobs", queue="stoep_worker", pass_context=True)
async def forget_jobs(context, timestamp):
    """Finished jobs are of no use after a day."""
    only_the_clock(context)
    await context.app.job_manager.delete_old_jobs(nb_hours=KEEP_JOBS)
    await context.app.job_manager.delete_old_jobs(nb_hours=30 * KEEP_JOBS, include_failed=True, include_aborted=True)
