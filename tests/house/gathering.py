"""The scene's groups: each neighbourhood has one, its name and its text with a canary for all who live there."""

from stoep.board.models import Group, GroupMember, Post


def gathering(scene, inside) -> None:
    """An keeps a group with Bram and Marie, and said something for it; Chloé keeps one next door."""
    for who, place, others in (("an", "oever-brug", ("bram", "marie")), ("chloe", "oever-kaai", ())):
        member, words = getattr(scene.c, f"{who}_member"), scene.token(f"group.name {who}", inside[place])
        here = {"neighbourhood_id": member.neighbourhood_id}
        about = scene.token(f"group.about {who}", inside[place])
        group = Group(**here, name=f"Moestuin {words}", folded=f"moestuin {words}", kind="hobby", about=about, begun_by=member.id)
        group.save(force_insert=True)
        GroupMember(**here, group_id=group.id, member_id=member.id, keeper=True).save(force_insert=True)
        for other in others:
            row = GroupMember(**here, group_id=group.id, member_id=getattr(scene.c, f"{other}_member").id)
            row.save(force_insert=True)
        scene.things["group"][who] = (place, group.id)
        Post.objects.filter(**here, id=scene.things["post"][who][1]).update(group_id=group.id)


def more_groups(here: dict, group, crowd: list, posts: list) -> None:
    """Thirty groups, everybody in the first of them, and thirty posts for it."""
    row = {**here, "kind": "street", "begun_by": crowd[0].id}
    groups = [Group(**row, name=f"Straat {n}", folded=f"straat {n}") for n in range(30)]
    Group.objects.bulk_create(groups)
    GroupMember.objects.bulk_create(GroupMember(**here, group_id=group, member_id=m.id) for m in crowd)
    GroupMember.objects.bulk_create(GroupMember(**here, group_id=g.id, member_id=crowd[0].id) for g in groups)
    Post.objects.filter(**here, id__in=[post.id for post in posts]).update(group_id=group)
