"""Every list that a council may change, as each room declares it. Another list is another line here."""

from collections.abc import Mapping

from towpath.caseload.lists import LISTS as OF_CASEWORK
from towpath.contact.lists import LISTS as OF_CONTACT
from towpath.funds.lists import LISTS as OF_FUNDS
from towpath.organisation.lists import ChoiceList
from towpath.risk.list_reasons import LISTS as OF_SCHOOL_LISTS

CATALOGUE: Mapping[str, ChoiceList] = {
    each.name: each for each in (*OF_CONTACT, *OF_CASEWORK, *OF_SCHOOL_LISTS, *OF_FUNDS)
}
