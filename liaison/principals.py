"""With which of its principals something of a local council is: what a timeline is filtered by."""


def principal_of(council, parties, convener):
    """The id of the one principal of the council among the parties, whoever convenes if none is; None for several."""
    among = {parent.pk for parent in council.parent_list} & set(parties)
    if len(among) > 1:
        return None
    return among.pop() if among else convener
