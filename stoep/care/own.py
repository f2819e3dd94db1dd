"""What this room keeps of one person (lib/own.py)."""

from django.utils.translation import gettext_lazy as _

from stoep.lib.own import tell

tell(
    "care.HelpRequest", "post__author_id", _("Help I asked for"),
    title="post__title", moment="moment", skill="skill", helpers="helpers", solved="solved_at", post="post_id",
)  # fmt: skip
tell(
    "care.HelpOffer", "member_id", _("Help I offered"), when="offered_at", text="words", state="state", thanked="thanked_at", post="post_id"
)
tell("care.HelpAsked", "member_id", _("When I was asked for help"), when="at", post="post_id")
tell("care.SkillOffer", "member_id", _("What I like to help with"), since="since", skill="skill", at_once="at_once")
tell(
    "care.QuietRequest", "author_id", _("Help I asked of a few"), when="created", skill="skill", text="body", moment="moment",
    named="named", told="told", solved="solved_at", taken_back="ended_at",
)  # fmt: skip
tell("care.QuietTold", "member_id", _("When I was asked, off the board"), when="at", skill="skill", text="words", state="state")
tell("care.Volunteer", "person_id", _("That I am on the town’s list of volunteers"), when="since", name="name", skills="skills")
