"""
What is suggested where two sources contradict each other: what is held, and the news.

Each side is told by somebody, starts one day and is vouched for on another.
"""

SOURCE = "ours: docs/published-facts.md, What practice asks"

TABLE = """
held_by        held_from   held_vouched  news_by        news_from   news_vouched  taken_back  way
young_person   2025-11-03  2025-11-10    provider_list  2025-09-08  2025-11-10    no          keep  # they told us themselves, that very day
young_person   2025-11-03  2025-11-10    provider_list  2025-09-08  2025-11-20    no          ask   # the college is ten days newer
provider_list  2025-09-08  2025-11-10    young_person   2025-11-03  2025-11-12    no          take  # they left, and say so
provider_list  2025-09-08  2025-11-10    young_person   2025-11-03  2025-11-02    no          ask   # they said so before the list
parent         2025-09-08  2025-11-10    provider_list  2025-09-08  2025-11-10    no          take  # a record before hearsay of the family
provider_list  2025-09-08  2025-11-10    provider_list  2025-10-13  2025-11-14    no          take  # two colleges: the later start
provider_list  2025-10-13  2025-11-14    provider_list  2025-09-08  2025-11-10    no          keep  # the same, the other way round
provider_list  2025-09-08  2025-11-10    provider_list  2025-09-08  2025-11-14    no          ask   # two colleges, one start
provider_list  2025-10-13  2025-11-10    provider_list  2025-09-08  2025-11-14    no          ask   # the earlier start, the newer word
provider_list  2025-09-08  2025-11-10    parent         2025-09-08  2025-11-10    yes         take
new_source     2025-09-08  2025-11-10    provider_list  2025-09-08  2025-11-10    no          take  # a source we do not know counts as second hand
provider_list  2025-09-08  2025-11-10    new_source     2025-09-08  2025-11-10    no          keep
provider_list  2025-09-08  2025-11-10    new_source     2025-09-08  2025-11-12    no          ask
new_source     2025-09-08  2025-11-10    young_person   2025-11-03  2025-11-12    no          take
new_source     2025-09-08  2025-11-10    parent         2025-11-03  2025-11-12    no          take  # both second hand: the later start
"""
