"""
Which word answers a conflict that waits: the news, of a college's list (230 at one place), and what is told afterwards.

`bears_out` is asked only of an answer: whether it says what the news says.
"""

SOURCE = "ours: docs/published-facts.md, What practice asks"

TABLE = """
told_by        told_sender  told_code  told_place  told_from   told_to     told_vouched  answers  bears_out
young_person   advisers     230        Lock        2025-09-08  -           2025-11-20    yes      yes
young_person   advisers     230        Weir        2025-09-08  -           2025-11-20    yes      no   # the other college is right
parent         advisers     210        -           2025-09-01  -           2025-11-20    yes      no   # a third thing
provider_contact  advisers  230        -           2025-09-08  -           2025-11-10    yes      yes  # the college, rung that very day
young_person   advisers     230        Lock        2025-09-08  -           2025-11-09    no       -    # said before the list
young_person   advisers     310        -           2025-11-11  -           2025-11-20    no       -    # of a later time alone
young_person   advisers     230        Lock        2025-09-08  2025-11-09  2025-11-20    no       -    # of an earlier time alone
provider_list  weir         230        Weir        2025-09-08  -           2025-11-20    no       -    # nobody asked a list
hearsay        advisers     230        Lock        2025-09-08  -           2025-11-20    no       -
young_person   lock         230        Lock        2025-09-08  -           2025-11-20    no       -    # its own sender
"""
