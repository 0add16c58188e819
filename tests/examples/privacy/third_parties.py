"""
Whom a note may be about besides its own young person. Wren Halloran's note; her own number is
07700 900456; her brother is Rowan, her adviser Adaeze Okafor.

Every word marked is looked at by a person, who decides. What only looks like a name is marked too.
"""

SOURCE = "Data Protection Act 2018 schedule 2 paragraph 16; docs/published-facts.md, Subject access"

MARKED = """
text                                             marked                                  offered
Wren likes boats.                                -                                       Wren likes boats.
Wren’s mum rang.                                 mum:relation                            Wren’s mum rang.
Rowan is her brother.                            Rowan:family brother:relation           [somebody else] is her brother.
Rang with Adaeze Okafor today.                   Adaeze:staff Okafor:staff               Rang with [somebody else] today.
Her friend Tegan came.                           friend:relation Tegan:name              Her friend [somebody else] came.
Ring 07700 900123 first.                         07700 900123:reach                      Ring [somebody else] first.
Ring +44 7700 900456 first.                      -                                       Ring +44 7700 900456 first.
Write to tegan@home.example now.                 tegan@home.example:reach                Write to [somebody else] now.
Passed GCSE Maths in May at College.             -                                       Passed GCSE Maths in May at College.
Halloran is well. Kind regards.                  -                                       Halloran is well. Kind regards.
She said: Tegan hit her.                         Tegan:name                              She said: [somebody else] hit her.
Tegan hit her. Spoke to them.                    Tegan:name                              [somebody else] hit her. Spoke to them.
Saw TEGAN PIKE today.                            TEGAN:name PIKE:name                    Saw [somebody else] today.
RANG TOM TODAY.                                  TOM:name                                RANG [somebody else] TODAY.
ROWAN and WREN have a CV.                        ROWAN:family                            [somebody else] and WREN have a CV.
NHS form to DWP, L20 3AB.                        -                                       NHS form to DWP, L20 3AB.
Text tegan after.                                -                                       Text tegan after.  # a name in small letters that nobody recorded is missed: read the whole
"""
