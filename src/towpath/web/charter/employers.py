"""What an employer sees: one page behind a link that works once. Nothing on it says more than they were sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towpath.access.links import LinkRefusedError
from towpath.charter.actions import CharterRefusedError, answer_by_link, open_link
from towpath.clock import now, today
from towpath.web.charter.asking import claim, known
from towpath.web.charter.forms import EmployerForm


def answer(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        row = open_link(secret, at=now())
    except LinkRefusedError:
        return render(request, "charter/employer_over.html", status=404)
    form = EmployerForm(request.POST or None, on=today())
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            answer_by_link(
                secret,
                interview_held=claim(told["held"]),
                interview_date=told["interview_date"] if told["held"] == "yes" else None,
                feedback=told["feedback"],
                outcome=known(told["outcome"]),
                at=now(),
            )
        except CharterRefusedError as error:
            form.add_error(None, str(error))
        except LinkRefusedError:
            return render(request, "charter/employer_over.html", status=404)
        else:
            return render(request, "charter/employer_thanks.html")
    found = {"form": form, "called": row.called, "opening": row.opportunity.title, "sent": row.words}
    return render(request, "charter/employer.html", found)
