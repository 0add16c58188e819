"""The form kit: fields as people fill them in, GOV.UK markup for any Django form, and nothing saved twice or unseen."""
