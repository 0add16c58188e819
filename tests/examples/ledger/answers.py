"""
Which word answers a conflict that waits: the news, of a college's list (230 at one place), and what is told afterwards.

`came_by` is how it came, whoever's word it is: somebody of ours was told, or a list carried it.
`bears_out` is asked only of an answer: whether it says what the news says.
"""

SOURCE = "ours: docs/published-facts.md, What practice asks"

TABLE = """
told_by        came_by  told_sender  told_code  told_place  told_from   told_to     told_vouched  answers  bears_out
young_person   call     advisers     230        Lock        2025-09-08  -           2025-11-20    yes      yes
young_person   call     advisers     230        Weir        2025-09-08  -           2025-11-20    yes      no   # the other college is right
parent         call     advisers     210        -           2025-09-01  -           2025-11-20    yes      no   # a third thing
provider_contact  call  advisers     230        -           2025-09-08  -           2025-11-10    yes      yes  # the college, rung that very day
another_council  call   advisers     230        Lock        2025-09-08  -           2025-11-20    yes      yes  # rung, and asked
young_person   call     advisers     230        Lock        2025-09-08  -           2025-11-09    no       -    # said before the list
young_person   call     advisers     310        -           2025-11-11  -           2025-11-20    no       -    # of a later time alone
young_person   call     advisers     230        Lock        2025-09-08  2025-11-09  2025-11-20    no       -    # of an earlier time alone
provider_list  list     weir         230        Weir        2025-09-08  -           2025-11-20    no       -    # nobody asked a list
provider_list  call     advisers     230        Weir        2025-09-08  -           2025-11-20    no       -    # read off a list: still nobody asked
another_council  list   liverpool    619        -           2025-09-22  -           2025-11-20    no       -    # their sheet carries their word
partner        list     compass      619        -           2025-09-22  -           2025-11-20    no       -
employer       list     dockside     310        -           2025-09-22  -           2025-11-20    no       -
social_worker  list     care         230        Lock        2025-09-08  -           2025-11-20    no       -
youth_justice  list     yjs          130        -           2025-09-22  -           2025-11-20    no       -
young_person   list     liverpool    230        Lock        2025-09-08  -           2025-11-20    no       -    # asked by others, of something else
hearsay        call     advisers     230        Lock        2025-09-08  -           2025-11-20    no       -
young_person   call     lock         230        Lock        2025-09-08  -           2025-11-20    no       -    # its own sender
"""
