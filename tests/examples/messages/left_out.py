"""
Who is left out of a message and why.

`ways` are the numbers and addresses held: text, email or letter, with ":yes", ":no" or ":?" for whether it is safe, and
"p" before one that is a parent's. A message of the row's channel goes to whom the row says; three attempts are the most.
"""

TABLE = """
name                               ways                 channel  to            facts                        attempts  outcome
a number nobody asked about        text:?               text     young_person  -                            0         text:?
a number known to be safe first    text:? text:yes      text     young_person  -                            0         text:yes
one that is not safe               text:no              text     young_person  -                            0         not_safe
one of two is not safe             text:no text:?       text     young_person  -                            0         text:?
no number of their own             ptext:yes            text     young_person  -                            0         no_route
an e-mail is no number             email:yes            text     young_person  -                            0         no_route
a parent's number for a parent     text:yes ptext:?     text     parent        -                            0         ptext:?
died                               text:yes             text     young_person  has_died                     0         died
died, and asked not before         text:yes             text     young_person  has_died asked_not           0         died         # The weightiest is told.
asked not to be contacted          text:yes             text     young_person  asked_not                    0         asked_not
asked not, so no parent either     ptext:yes            text     parent        asked_not                    0         asked_not
an open concern                    email:yes            email    young_person  has_concern                  0         concern
in custody                         letter:?             letter   young_person  in_custody                   0         custody
in custody with nothing held       -                    text     young_person  in_custody                   0         custody      # Said though there is no number either.
a parent told nothing              ptext:yes            text     parent        keeps_from_family            0         told_nothing
so no letter that they could open  letter:?             letter   young_person  keeps_from_family            0         told_nothing
nor a number nobody asked about    text:?               text     young_person  keeps_from_family            0         not_safe
but a number known to be safe      text:yes             text     young_person  keeps_from_family            0         text:yes
a protected address gets no post   letter:yes           letter   young_person  is_protected                 0         protected
and only a number that is safe     text:?               text     young_person  is_protected                 0         not_safe
which is used                      text:yes             text     young_person  is_protected                 0         text:yes
post came back                     letter:?             letter   young_person  post_came_back               0         returned
post came back, but not texts      text:?               text     young_person  post_came_back               0         text:?
tried twice                        text:yes             text     young_person  -                            2         text:yes     # 3 - 1
tried three times                  text:yes             text     young_person  -                            3         too_often
tried often and nothing is safe    text:no              text     young_person  -                            4         not_safe     # What to mend is told first.
"""
